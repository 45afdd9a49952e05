using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Situations;

/// <summary>Members of every sort, many at once, put straight into the register: what each cell of a form counts is there several times, gaps in the record included.</summary>
internal static class Rosters
{
    private static readonly string?[] Educations = ["11", "14", "21", "31", "41", "61", "71", "81", "90", null], Jobs = ["worker", "farmer", "professional", "official", "student", "retired", null];
    private static readonly string[] Entries = ["joined", "moved-in", "registered", "placed"], Exits = ["moved-out", "died", "removed", "placed"];

    public static Task Roster(this House house, OrgNode branch, int count, int seed) => house.Work(async s =>
    {
        var (db, dice) = (s.GetRequiredService<AppDb>(), new Random(seed));
        DateOnly Day(int from, int to) => new DateOnly(from, 1, 1).AddDays(dice.Next((to - from + 1) * 365));
        T Any<T>(IReadOnlyList<T> of) => of[dice.Next(of.Count)];
        for (var i = 0; i < count; i++)
        {
            var (born, joined) = (Day(1925, 2006), Day(1936, 2026));
            var name = $"测{seed}{i}";
            var person = new Person
            {
                Id = Ids.Next(), OrgId = branch.Id, OrgPath = branch.Path, Name = name, SortKey = name, Initials = "c", Sex = Any(["1", "2", ""]), Ethnic = Any<string?>(["01", "01", "08", null]), BornOn = dice.Next(20) == 0 ? null : born, BornTo = DatePrecision.Day,
                Education = Any(Educations), EducationInService = dice.Next(3) == 0 ? Any(Educations) : null, JobType = Any(Jobs),
            };
            db.Add(person);
            var from = joined > new DateOnly(2020, 1, 1) ? joined : Day(2020, 2026);
            var left = dice.Next(5) == 0;
            var member = new Membership
            {
                Id = Ids.Next(), OrgId = branch.Id, OrgPath = branch.Path, PersonId = person.Id, FromOn = from, ToOn = left ? from.AddDays(dice.Next(1, 900)) : null, Entry = Any(Entries), Exit = left ? Any(Exits) : null,
                JoinedOn = joined, JoinedTo = DatePrecision.Day, FullSince = dice.Next(6) == 0 ? null : joined.AddYears(1), Name = name, SortKey = name, Initials = "c", Sex = person.Sex,
            };
            member.Copy(person);
            db.Add(member);
            db.Facts.Add(Fact.Of("member.admitted", branch.Id, person.Id, from));
        }
        await db.SaveChangesAsync();
    });

    /// <summary>Stages before membership and spells of every kind for the people of a branch, some over, some of a day to come.</summary>
    public static Task StagesAndSpells(this House house, OrgNode branch, int seed) => house.Work(async s =>
    {
        var (db, dice) = (s.GetRequiredService<AppDb>(), new Random(seed));
        T Any<T>(IReadOnlyList<T> of) => of[dice.Next(of.Count)];
        foreach (var person in await db.Persons.AsNoTracking().Where(p => p.OrgId == branch.Id).Select(p => p.Id).Order().ToListAsync())
        {
            DateOnly From() => new DateOnly(2012, 1, 1).AddDays(dice.Next(15 * 365));
            DateOnly? To(DateOnly from) => dice.Next(3) == 0 ? from.AddDays(dice.Next(1, 900)) : null;
            var (stage, spell) = (From(), From());
            db.Add(new Stage { Id = Ids.Next(), OrgId = branch.Id, OrgPath = branch.Path, PersonId = person, Reached = Any(RecordStage.Order), FromOn = stage, ToOn = To(stage) });
            var kind = Any<string>([Spell.Mobile, Spell.Abroad, Spell.Stopped, Spell.Infirm]);
            db.Add(new Spell { Id = Ids.Next(), OrgId = branch.Id, OrgPath = branch.Path, PersonId = person, Kind = kind, Reason = Any(Spell.Reasons[kind]), FromOn = spell, ToOn = To(spell) });
            db.Facts.Add(Fact.Of("member.spell-began", branch.Id, person, spell));
        }
        await db.SaveChangesAsync();
    });
}
