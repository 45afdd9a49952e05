using System.Net;
using System.Text;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Witnessing;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Platform.Log;

public sealed class Witnessing_another_log
{
    private static readonly byte[] Seed = [.. Enumerable.Repeat((byte)7, 32)];
    private const string Other = "other.example/log";
    private static readonly VerifierKey Key = new(Other, VerifierKey.Log, Ed25519.PublicKey(Seed));

    private static byte[] Hash(int level, long index, int salt) => level == 0 ? Merkle.Leaf(Encoding.ASCII.GetBytes($"entry {(index < 3 ? 0 : salt)} {index}")) : Merkle.Node(Hash(level - 1, index * 2, salt), Hash(level - 1, index * 2 + 1, salt));

    private static string Note(long size, int salt = 0, byte[]? seed = null, string origin = Other)
    {
        var text = new Checkpoint(origin, size, Merkle.Range(0, size, (l, i) => Hash(l, i, salt))).Text;
        return new SignedNote(text, [SignedNote.Sign(origin, seed ?? Seed, text)]).ToString();
    }

    private static string Body(long old, long size, int salt = 0, string? note = null) =>
        $"old {old}\n" + (old > 0 && old < size ? string.Concat(Merkle.Consistency(old, size, (l, i) => Hash(l, i, salt)).Select(h => Convert.ToBase64String(h) + "\n")) : "") + "\n" + (note ?? Note(size, salt));

    private static async Task<(int Status, string Type, string Text)> Ask(RunningHouse house, string body)
    {
        using var visitor = house.Visitor();
        var answer = await visitor.Http.PostAsync("/log/witness/add-checkpoint", new StringContent(body));
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), await answer.Content.ReadAsStringAsync());
    }

    private static async Task<RunningHouse> Open(string on)
    {
        var house = await Serving_the_public_log.Open(on);
        await Serving_the_public_log.Until(house.Address, 0);
        Assert.Equal(0, (await Admin(house.House.Services, "witness", "add", Key.ToString())).Code);
        return house;
    }

    private static async Task<(int Code, string Said)> Admin(IServiceProvider services, params string[] arguments)
    {
        var said = new StringWriter();
        return (await LogAdminCommand.Run(new(arguments, said, said), services), said.ToString().Trim());
    }

    [Theory, OnEveryDatabase]
    public async Task Is_answered_as_the_protocol_says(string on)
    {
        await using var house = await Open(on);
        using var visitor = house.Visitor();
        var witness = VerifierKey.Parse(await visitor.Http.GetStringAsync("/log/witness/vkey"))!;
        Assert.Equal(404, (await Ask(house, Body(0, 3, note: Note(3, origin: "unknown.example/log")))).Status);
        Assert.Equal(403, (await Ask(house, Body(0, 3, note: Note(3, seed: new byte[32])))).Status);
        foreach (var malformed in new[] { "", "old 0\n", "old -1\n\n" + Note(3), "old 00\n\n" + Note(3), "old 0\nAAAA\n\n" + Note(3), "old 0\n\nnonsense", "old 0\n" + string.Concat(Enumerable.Repeat(Convert.ToBase64String(new byte[32]) + "\n", 64)) + "\n" + Note(3) })
            Assert.Equal(400, (await Ask(house, malformed)).Status);
        Assert.Equal(400, (await Ask(house, Body(0, 3).Replace("old 0", "old 4"))).Status);
        Assert.Equal(422, (await Ask(house, "old 0\n" + Convert.ToBase64String(new byte[32]) + "\n\n" + Note(3))).Status);
        Assert.Equal(404, (int)(await visitor.Http.GetAsync($"/log/witness/{Witness.HashOf(Other)}/checkpoint")).StatusCode);

        var (status, _, line) = await Ask(house, Body(0, 3));
        Assert.Equal(200, status);
        Assert.True(SignedNote.Parse(Note(3).Split("\n\n")[0] + "\n\n" + line)!.SignedBy(witness));

        var conflict = await Ask(house, Body(0, 5));
        Assert.Equal((409, "text/x.tlog.size", "3\n"), (conflict.Status, conflict.Type.Split(';')[0], conflict.Text));
        Assert.Equal(409, (await Ask(house, Body(2, 5))).Status);
        Assert.Equal(422, (await Ask(house, Body(3, 5).Replace(Convert.ToBase64String(Merkle.Consistency(3, 5, (l, i) => Hash(l, i, 0))[0]), Convert.ToBase64String(new byte[32])))).Status);
        Assert.Equal(200, (await Ask(house, Body(3, 5))).Status);
        // Another past of the same size, or one that branched off after what was seen.
        Assert.Equal(422, (await Ask(house, Body(5, 5, salt: 9))).Status);
        Assert.Equal(422, (await Ask(house, Body(5, 8, salt: 9))).Status);
        Assert.Equal(200, (await Ask(house, Body(5, 5))).Status);
        var latest = SignedNote.Parse(await visitor.Http.GetStringAsync($"/log/witness/{Witness.HashOf(Other)}/checkpoint"))!;
        Assert.True(latest.SignedBy(Key) && latest.SignedBy(witness));
        Assert.Equal(5, Checkpoint.Parse(latest.Text)!.Size);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_many_at_once_lets_one_past_win(string on)
    {
        await using var house = await Open(on);
        Assert.Equal(200, (await Ask(house, Body(0, 3))).Status);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(salt => Ask(house, Body(3, 6, salt))));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal(409, a.Status));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_houses_witness_each_other_and_a_restored_one_is_stopped(string on)
    {
        await using var witness = await Serving_the_public_log.Open(on);
        await Serving_the_public_log.Until(witness.Address, 0);
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 5);
        await house.Round();
        await Admin(witness.House.Services, "witness", "add", house.Standing().Verifier!.ToString());
        using var http = new HttpClient { BaseAddress = witness.Address };
        var key = VerifierKey.Parse(await http.GetStringAsync("/log/witness/vkey"))!;
        Assert.Equal(0, (await Admin(house.Services, "witness", "ask", key.ToString(), new Uri(witness.Address, "/log/witness").ToString())).Code);
        var ask = house.Services.GetRequiredService<AskWitnesses>();
        Assert.Equal(1, await ask.Run(default));
        await house.Append(5, 300);
        await house.Round();
        Assert.Equal(1, await ask.Run(default));
        Assert.Equal(0, await ask.Run(default));
        var served = SignedNote.Parse(File.ReadAllText(Path.Combine(house.LogFolderOf(), "checkpoint")))!;
        Assert.True(served.SignedBy(key) && served.SignedBy(house.Standing().Verifier!));
        Assert.Equal(served.ToString(), (await house.Top())!.Note);

        // The same log as it was before: a backup put back where nothing else remembers.
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            await db.LogEntries.Where(e => e.Index >= 5).ExecuteDeleteAsync();
            await db.LogCheckpoints.Where(c => c.Size > 5).ExecuteDeleteAsync();
        });
        Directory.Delete(house.LogFolderOf(), true);
        await using var restored = new Process(house.Store, house.Clock);
        Assert.Equal(0, await restored.Round());
        await restored.Services.GetRequiredService<AskWitnesses>().Run(default);
        Assert.Contains("见证人", restored.Standing().Refusal!.Message);
        await house.Append(400, 401);
        Assert.Equal(-1, await restored.Round());
        await using var restarted = new Process(house.Store, house.Clock);
        Assert.Equal(-1, await restarted.Round());
        Assert.Equal(5, (await house.Top())!.Size);
    }

    [Fact]
    public async Task Is_named_by_its_key_and_only_once()
    {
        await using var house = await LogDesk.Open("sqlite");
        Assert.Equal(2, (await Admin(house.Services, "witness", "add", "nonsense")).Code);
        Assert.Equal(2, (await Admin(house.Services, "witness", "ask", Key.ToString(), "http://x.example")).Code);
        Assert.Equal(0, (await Admin(house.Services, "witness", "add", Key.ToString())).Code);
        Assert.Equal(2, (await Admin(house.Services, "witness", "add", Key.ToString())).Code);
        Assert.Contains(Other, (await Admin(house.Services, "witness", "list")).Said);
        Assert.Equal(0, (await Admin(house.Services, "witness", "remove", Other)).Code);
        Assert.Equal(2, (await Admin(house.Services, "witness", "remove", Other)).Code);
        Assert.Equal(2, (await Admin(house.Services, "log", "nonsense")).Code);
    }
}
