using System.Diagnostics;
using Hangji.Modules.Meetings;
using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Text;
using Hangji.Tests.HouseRules;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Meetings;

public sealed class The_minutes
{
    /// <summary>A general meeting with everything that minutes can hold, corrected once and entered late.</summary>
    static async Task<(House House, Dossier File)> Meeting()
    {
        var roll = new PaperRoll();
        var house = await House.Open("sqlite", roll.Install);
        var org = await house.Body("中共青石镇竹溪村支部委员会");
        roll.Branch(org.Id, 12).Add(org.Id, PaperRoll.Person(90, "罗晓雯", mayVote: false, why: "due-probationer"));
        var said = new Recording
        {
            OrgId = org.Id, Kind = MeetingKinds.General, Also = [MeetingKinds.OrganizationLife], Theme = "审议道路方案；接收周晓雯为预备党员", HeldOn = new(2026, 11, 5), StartsAt = new(19, 30), EndsAt = new(21, 5),
            Place = "竹溪村党群服务中心二楼", Chair = "党员1", Recorder = "党员2", Guests = ["镇党委委员 许文博"], Summary = "一、同意道路方案。\n二、接收周晓雯同志为预备党员。",
            Absent = new Dictionary<long, string> { [10] = "duty", [11] = "sick", [12] = "away" }, Written = new HashSet<long> { 11 },
            Exclusions = [new(12, "due-excl-abroad", "青党组〔2026〕3号", new(2026, 10, 30), 9)],
            Items =
            [
                new("竹溪村至云岭茶场道路硬化方案") { Way = MeetingItem.Hands, Yes = 8, No = 0, Abstain = 0, Recused = ["党员4"], Resolution = "同意方案，会车道由 3 处增为 5 处。", Responsible = "党员5", DueOn = new(2026, 12, 20) },
                new("接收周晓雯为预备党员") { Way = MeetingItem.Ballot, Subject = Subjects.Recruiting, Yes = 5, No = 3, Invalid = 1, WrittenYes = 1 },
                new("补选宣传委员") { Way = MeetingItem.Ballot, Subject = Subjects.Election, Yes = 4, No = 5 },
                new("听取三季度工作报告"),
            ],
        };
        var met = (await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordMeeting>().Run(said with { Theme = "审议道路方案" }))).Meeting!;
        house.Clock.Now = house.Clock.Now.AddDays(1);
        Assert.Null((await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<CorrectMeeting>().Run(met.Id, met.Version, said, "主题写漏了"))).Refusal);
        return (house, await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<DossierReader>().Open(met.RootId)));
    }

    [Theory, InlineData("zh"), InlineData("en")]
    public async Task Read_as_the_golden_file_says(string language)
    {
        var (house, file) = await Meeting();
        await using var _ = house;
        var text = MinuteText.Of(new Words { Language = language }, file, Rulebook.Shipped).Plain().Replace(file.Meeting.Code, "HY-0") + "\n";
        var golden = Path.Combine(Sources.Root, "tests", "Hangji.Tests", "Modules", "Meetings", $"minutes.{language}.txt");
        // To accept a changed text on purpose: HANGJI_WRITE_GOLDEN=1, then read the difference.
        if (Environment.GetEnvironmentVariable("HANGJI_WRITE_GOLDEN") is { Length: > 0 }) await File.WriteAllTextAsync(golden, text);
        Assert.Equal(await File.ReadAllTextAsync(golden), text);
    }

    [Fact]
    public async Task Print_quorum_and_majority_with_their_articles()
    {
        var (house, file) = await Meeting();
        await using var _ = house;
        Assert.Equal([Outcome.Passed, Outcome.Passed, Outcome.NotPassed, Outcome.Heard], file.Items.Select(i => i.Outcome));
        Assert.Equal((11, 9), (file.Meeting.Voters, file.Meeting.VotersPresent));
        var text = MinuteText.Of(new Words(), file, Rulebook.Shipped).Plain();
        Assert.Contains("第十一条", text);
        Assert.Contains("第二十条", text);
    }

    [Fact]
    public async Task Open_in_LibreOffice_with_every_line()
    {
        var (house, file) = await Meeting();
        await using var _ = house;
        var folder = Directory.CreateTempSubdirectory("hangji-docx-");
        try
        {
            var minutes = MinuteText.Of(new Words(), file, Rulebook.Shipped);
            var path = Path.Combine(folder.FullName, "minutes.docx");
            await using (var target = File.Create(path)) minutes.Document(new Words()).Save(target);
            using var office = Process.Start(new ProcessStartInfo("soffice", ["--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder.FullName, path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await office.WaitForExitAsync(TestContext.Current.CancellationToken);
            var read = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "minutes.txt"));
            Assert.Contains(minutes.Title, read);
            foreach (var (label, value) in minutes.Facts) { Assert.Contains(label, read); Assert.Contains(value, read); }
            foreach (var line in minutes.Items.SelectMany(i => i.Lines.Append(i.Heading)).Concat(minutes.Summary).Concat(minutes.Notes)) Assert.Contains(line, read);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
