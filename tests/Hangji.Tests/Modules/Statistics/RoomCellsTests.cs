using Hangji.Modules.Deliberation;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Statistics;

/// <summary>Every cell of every form whose records other rooms keep — stages, spells, bodies, meetings, matters — against plain SQL, on both databases; after changes too.</summary>
public sealed class The_figures_of_the_other_forms
{
    private static readonly string[] Forms = ["8", "18", "19", "20", "24", "24-2", "25", "26", "27", "28", "29", "30", "32", "33", "35", "36", "40", "40-2", "42", "42-2", "43"];
    private static readonly string[] Fields = [.. OrgFields.All.Select(f => f.Key)];

    [Fact]
    public void With_those_of_the_members_are_all_that_are_computed()
    {
        string[] members = ["1", "2", "3", "4", "5", "6", "7", "10", "11", "15", "16", "17", "22", "23"];
        var book = new TableBook(TableBook.ShippedFolder, The_forms_as_data.Sources);
        Assert.Equal(Forms.Concat(members).Order(StringComparer.Ordinal), book.Of(2026).Where(t => t.IsComputed).Select(t => t.No).Order(StringComparer.Ordinal));
        // The 43 forms of the system are all there, those that wait for a room with what they wait for.
        Assert.Empty(Enumerable.Range(1, 43).Select(n => $"{n}").Except(book.Of(2026).Select(t => t.No)));
    }

    [Theory, OnEveryDatabase]
    public async Task Are_those_of_plain_sql_cell_by_cell(string on)
    {
        await using var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: OrgKinds.Committee, field: "locality");
        await house.Work(s => Plant(s.GetRequiredService<AppDb>(), county));
        var branch = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.AsNoTracking().FirstAsync(o => o.Kind == OrgKinds.Branch));
        await house.Roster(branch, 150, 11);
        await house.StagesAndSpells(branch, 12);
        foreach (var year in new[] { 2025, 2026 }) await The_figures_of_a_form.Compare(house, county, year, Forms, each: true);

        // A matter is raised before the first of the year, a meeting is corrected away, a term begins, somebody is back: the figures know.
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var matter = await db.Matters.AsNoTracking().Where(m => m.Year == 2026).OrderBy(m => m.RaisedOn).FirstAsync();
            db.Add(Matter(matter.OrgId, matter.OrgPath, 99, matter.Procedure, Sources.Cadres, new(2026, 1, 2), null));
            db.Facts.Add(Fact.Of("matter.raised", matter.OrgId, null, new(2026, 1, 2)));
            var meeting = await db.Meetings.Where(m => m.HeldOn >= new DateOnly(2026, 1, 1) && m.Kind == MeetingKinds.Review).OrderBy(m => m.Id).FirstAsync();
            meeting.State = Meeting.Cancelled;
            db.Facts.Add(Fact.Of("meeting.cancelled", meeting.OrgId, meeting.RootId, new(2026, 11, 20)));
            var spell = await db.Set<Hangji.Modules.Members.Spell>().Where(x => x.Kind == "abroad" && x.ToOn == null && x.FromOn < new DateOnly(2026, 1, 1)).OrderBy(x => x.Id).FirstAsync();
            spell.ToOn = new(2026, 11, 1);
            db.Facts.Add(Fact.Of("member.spell-ended", spell.OrgId, spell.PersonId, new(2026, 11, 1)));
            await db.SaveChangesAsync();
        });
        await The_figures_of_a_form.Compare(house, county, 2026, Forms);
    }

    private static Matter Matter(long org, string path, int number, string procedure, string source, DateOnly on, DateOnly? decided) => new()
    {
        Id = Ids.Next(), OrgId = org, OrgPath = path, Year = on.Year, Number = number, Procedure = procedure, InstanceId = Ids.Next(), Kind = "other", Title = "道路硬化", Initials = "dlyh", Body = "", Source = source, RaisedOn = on, DecidedOn = decided, RecordedAt = default,
    };

    /// <summary>Bodies of every kind and field, set up, elected, changed and dissolved on all sorts of days; meetings and matters of some.</summary>
    private static async Task Plant(AppDb db, OrgNode county)
    {
        var dice = new Random(10);
        T Any<T>(IReadOnlyList<T> of) => of[dice.Next(of.Count)];
        DateOnly Day(int from, int to) => new DateOnly(from, 1, 1).AddDays(dice.Next((to - from + 1) * 365 - 30));
        var parent = await db.Orgs.SingleAsync(o => o.Id == county.Id);
        for (var i = 0; i < 130; i++)
        {
            var (kind, field, setUp) = (OrgKinds.All[i % OrgKinds.All.Count].Key, Fields[i / 3 % Fields.Length], Day(2021, 2026));
            var (changed, local) = (dice.Next(3) == 0, i % 10 == 0 && kind == OrgKinds.Committee);
            var path = parent.Place.Child(parent.NextChild++);
            var node = new OrgNode
            {
                Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = parent.Id, Code = $"P{i}", Name = $"单位{i}", ShortName = $"单位{i}", Kind = kind, Field = local ? "locality" : field, Relation = Any(UnitRelations.All).Key, Initials = "dw",
                SetUpOn = setUp, Since = changed ? setUp.AddDays(dice.Next(20, 500)) : setUp, DissolvedOn = !changed && dice.Next(6) == 0 ? setUp.AddDays(dice.Next(10, 900)) : null, DivisionCode = local ? Any(["330326", "33", "3303"]) : Any([null, "330326105"]),
                ElectedOn = dice.Next(4) == 0 ? null : Day(2020, 2026), TermYears = Any<int?>([3, 5, null]),
            };
            db.Add(node);
            db.Facts.Add(Fact.Of("organization.set-up", node.Id, node.Id, setUp));
            if (changed)
                db.Add(new OrgSpan
                {
                    Id = Ids.Next(), OrgId = node.Id, OrgPath = node.Path, ParentId = parent.Id, Code = node.Code, Name = node.Name, ShortName = node.ShortName, Kind = Any([node.Kind, OrgKinds.Branch]), Field = Any(Fields), Relation = node.Relation,
                    ElectedOn = Day(2020, 2024), TermYears = 3, FromOn = setUp, ToOn = node.Since, ActId = 1,
                });
            for (var m = 0; m < 4; m++)
            {
                var held = Day(2025, 2026);
                var id = Ids.Next();
                db.Add(new Meeting { Id = id, RootId = id, OrgId = node.Id, OrgPath = node.Path, Kind = Any([MeetingKinds.General, MeetingKinds.Review, MeetingKinds.OrganizationLife]), Also = Any(["", "", MeetingKinds.Class]), State = Any([Meeting.Held, Meeting.Held, Meeting.Convened]), Theme = "学习", Day = held, HeldOn = held, Due = dice.Next(4) == 0 ? dice.Next(65_000) : dice.Next(60), Present = dice.Next(300) });
                db.Facts.Add(Fact.Of("meeting.held", node.Id, id, held));
                var raised = Day(2025, 2026);
                db.Add(Matter(node.Id, node.Path, m + 1, Any(["four-and-two", "four-and-two", "study-then-decide", "community-matters"]), Any(Sources.All).Code, raised, dice.Next(2) == 0 ? raised.AddDays(dice.Next(1, 200)) : null));
            }
        }
        await db.SaveChangesAsync();
    }
}

public sealed class A_number_kept_as_digits
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(255, 255)]
    [InlineData(256, 256)]
    [InlineData(65_535, 65_535)]
    [InlineData(65_536, 65_535)]
    [InlineData(-3, 0)]
    public void Is_the_number_again_or_the_largest_there_is(long number, long kept) =>
        Assert.Equal(kept, new Hangji.Platform.Columns.Quantity("n", 2).Split(number).Select((digit, i) => (long)digit << 8 * i).Sum());
}
