using Hangji.Bench.DataSets;
using Hangji.Modules.Deliberation;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Procedures;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Measures;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Scale;

/// <summary>What a load leaves beside people is read by the rooms as their own: matters stand where their records put them, publications are in the log, duties find what was done.</summary>
public sealed class What_a_data_set_holds
{
    private const string Only = "110101";

    private static async Task<House> Loaded(string on, int years = 2)
    {
        var house = await House.Open(on);
        Assert.Null(await new LoadDataSet(house.Services.GetRequiredService<IServiceScopeFactory>(), house.Store, house.Services.GetRequiredService<Hangji.Modules.Members.PersonSecrets>(), _ => { })
            .Run(new("county", 3, Only, long.MaxValue, years, "plain") { Villages = 40 }, new DataSet(3, only: Only), default));
        return house;
    }

    [Theory, OnEveryDatabase]
    public async Task Matters_publications_and_what_was_done(string on)
    {
        await using var house = await Loaded(on);
        await house.Work(async s =>
        {
            var (db, desk, reader) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<ProcedureDesk>(), s.GetRequiredService<MatterReader>());
            var (meetings, orgs, items) = (db.Set<Meeting>(), db.Set<OrgNode>(), db.Set<MeetingItem>());
            // Every matter stands where the engine puts it, and none of its records was set aside but a vote that failed.
            var matters = await db.Matters.AsNoTracking().OrderBy(m => m.Id).ToListAsync();
            var files = await desk.Open([.. matters.Select(m => m.InstanceId)]);
            Assert.InRange(matters.Count, 60, 160);
            foreach (var m in matters)
            {
                var state = files[m.InstanceId].State;
                Assert.True(state.Aside.Count == 0, $"{m.Title} {m.RaisedOn}: {state.Aside.FirstOrDefault()?.Why}");
                Assert.Equal((state.Now?.Step.Id ?? "", state.Course.ToString().ToLowerInvariant()), (m.Step, m.Course));
            }
            Assert.Superset(new HashSet<string> { "ended", "running" }, matters.Select(m => m.Course).ToHashSet());
            Assert.Contains(files.Values, f => f.State.Past.Count > 0);
            // Its page opens with every vote that it rests on; a vote is of a meeting that counted the same people.
            var dossier = await reader.Open(matters.First(m => m.Course == "ended").Id, default);
            Assert.Equal(4, dossier.Votes.Count);
            Assert.Empty(dossier.Irregular);
            Assert.False(await (from i in items join m in meetings on i.MeetingId equals m.Id where m.OrgPath != i.OrgPath || m.Voters != i.Entitled || m.VotersPresent != i.Present select i.Id).AnyAsync());
            Assert.Equal(await items.CountAsync(), await (from i in items join m in meetings on i.MeetingId equals m.Id select i.Id).CountAsync());
            // Nothing was held before the body was there, nor after the last day, nor entered before it was held.
            Assert.False(await (from m in meetings join o in orgs on m.OrgId equals o.Id where m.HeldOn < o.SetUpOn || m.HeldOn > new DateOnly(2026, 10, 31) || m.OrgPath != o.Path select m.Id).AnyAsync());
            Assert.False(await orgs.Where(o => o.ParentId != null).AnyAsync(o => !orgs.Any(p => p.Id == o.ParentId && string.Compare(p.Path, o.Path) < 0 && p.NextChild > 0)));
        });
    }

    [Theory, OnEveryDatabase]
    public async Task Publications_go_into_the_log_and_verify(string on)
    {
        await using var house = await Loaded(on, 1);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var waiting = await db.LogOutbox.CountAsync();
            Assert.Equal(await db.PublishedCopies.CountAsync(), waiting);
            Assert.InRange(waiting, 100, 400);
            while (await db.LogOutbox.AnyAsync(e => e.Log == LogName.Public)) await s.GetRequiredService<Sequencer>().Round(LogName.Public, default);
        });
        await house.Work(async s =>
        {
            var (db, rooms) = (s.GetRequiredService<AppDb>(), s.GetServices<ILoggedCopies>());
            foreach (var copy in await db.PublishedCopies.AsNoTracking().ToListAsync())
            {
                Assert.True(copy.ShowsItsText(), copy.Title);
                var kept = new List<string?>();
                foreach (var room in rooms) kept.Add(await room.Sha256Of("publish", LeafDoc.Of(copy.DisclosureId), copy.Rev, default));
                Assert.Equal(copy.Sha256, Assert.Single(kept, k => k is not null));
                Assert.NotNull(await s.GetRequiredService<Receipts>().IndexOf(copy.LogEntryId));
            }
            // Who opens it sees how many members there are, townships by names of their own, and words instead of codes.
            await house.Services.GetRequiredService<MeasureFold>().Once();
            var (root, members) = (await db.Orgs.AsNoTracking().SingleAsync(o => o.ParentId == null), await db.Set<Hangji.Modules.Members.Membership>().CountAsync(m => m.ToOn == null));
            Assert.Equal(members, await db.Set<MeasureSum>().Where(m => m.OrgId == root.Id && m.Measure == "members").SumAsync(m => m.Total));
            Assert.InRange(await db.Set<MeasureSum>().Where(m => m.OrgId == root.Id && m.Measure == "members.probation-over").SumAsync(m => m.Total), 1, members / 400);
            var towns = await db.Orgs.AsNoTracking().Where(o => o.DivisionCode != null && o.DivisionCode.Length == 9).Select(o => o.Name).ToListAsync();
            Assert.True(towns.Count > 10 && towns.Distinct().Count() == towns.Count, string.Join(' ', towns));
            Assert.False(await db.Set<Hangji.Modules.Members.Person>().AnyAsync(p => p.JobType == "retired"));
            // What a village published and its supervision committee reported satisfies duties.
            var village = await db.Orgs.AsNoTracking().Where(o => o.Kind == OrgKinds.VillagersCommittee).OrderBy(o => o.Path).FirstAsync();
            var found = new List<Evidence>();
            foreach (var source in s.GetServices<IDutyEvidence>()) found.AddRange(await source.Held([village.Id], new(2026, 1, 1), new(2026, 12, 31), default));
            Assert.Superset(new HashSet<string> { "village-affairs-published", "villagers-committee-meeting" }, found.Select(e => e.Kind).ToHashSet());
        });
    }

    [Fact]
    public async Task The_same_seed_leaves_the_same_rows()
    {
        var seen = new List<string>();
        for (var n = 0; n < 2; n++)
        {
            await using var house = await Loaded("sqlite", 1);
            seen.Add(await house.Work(s => Checksum.Of(s.GetRequiredService<AppDb>(), default)));
        }
        Assert.Equal(seen[0], seen[1]);
    }
}
