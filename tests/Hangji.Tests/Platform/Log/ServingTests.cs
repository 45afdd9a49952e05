using System.Net;
using System.Text;
using System.Text.Json;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Platform.Log;

public sealed class Serving_the_public_log
{
    internal static Task<RunningHouse> Open(string on = "sqlite") => RunningHouse.Open(on, b => LogDesk.Adjust(b.Services));

    /// <summary>Waits until the served checkpoint has so many entries; the keeper works in the background.</summary>
    internal static async Task<string> Until(Uri address, long size)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var tried = 0; tried < 300; tried++)
        {
            if (await http.GetAsync("/log/checkpoint") is { StatusCode: HttpStatusCode.OK } answer && await answer.Content.ReadAsStringAsync() is var note && Checkpoint.Parse(SignedNote.Parse(note)!.Text)!.Size >= size) return note;
            await Task.Delay(50);
        }
        throw new TimeoutException($"no checkpoint of {size} entries");
    }

    [Theory, OnEveryDatabase]
    public async Task Everything_is_where_the_format_says_with_its_type_and_without_cookies(string on)
    {
        await using var house = await Open(on);
        await house.House.Append(0, 300);
        await Until(house.Address, 300);
        using var visitor = house.Visitor();
        foreach (var (path, type, cache) in new[]
        {
            ("/log/checkpoint", "text/plain; charset=utf-8", "public, max-age=2"), ("/log/vkey", "text/plain; charset=utf-8", "public, max-age=2"), ("/log/receipt/299", "text/plain; charset=utf-8", "public, max-age=2"),
            ("/log/tile/0/000", "application/octet-stream", "public, max-age=31536000, immutable"), ("/log/tile/0/001.p/44", "application/octet-stream", "public, max-age=31536000, immutable"),
            ("/log/tile/1/000.p/1", "application/octet-stream", "public, max-age=31536000, immutable"), ("/log/tile/entries/001.p/44", "application/octet-stream", "public, max-age=31536000, immutable"),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip, br" } } };
            var answer = await visitor.Http.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, path);
            Assert.Equal((type, string.Join(", ", cache.Split(", ").Order())), (answer.Content.Headers.ContentType!.ToString(), string.Join(", ", answer.Headers.GetValues("Cache-Control").Single().Split(", ").Order())));
            Assert.Empty(answer.Content.Headers.ContentEncoding);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.Equal(HttpStatusCode.OK, (await visitor.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path))).StatusCode);
        }
    }

    [Theory]
    [InlineData("/log/tile/0/001")]
    [InlineData("/log/tile/0/002")]
    [InlineData("/log/tile/0/0")]
    [InlineData("/log/tile/0/000.p/256")]
    [InlineData("/log/tile/entries/../../../../keys")]
    [InlineData("/log/tile/entries/..%2f..%2f..%2fkeys")]
    [InlineData("/log/receipt/10")]
    [InlineData("/log/receipt/01")]
    [InlineData("/log/receipt/-1")]
    [InlineData("/log/anything")]
    [InlineData("/log/audit/checkpoint")]
    public async Task What_is_not_there_is_a_plain_404(string path)
    {
        await using var house = await Open();
        await house.House.Append(0, 10);
        await Until(house.Address, 10);
        using var visitor = house.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        var answer = await visitor.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        if (!path.Contains("..") && !path.Contains("%2f")) Assert.Equal(("text/plain", "not found\n"), (answer.Content.Headers.ContentType!.MediaType, await answer.Content.ReadAsStringAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task An_entry_is_under_a_signed_checkpoint_within_a_second_or_so_and_the_log_verifies_from_outside(string on)
    {
        await using var house = await Open(on);
        await Until(house.Address, 0);
        await house.House.Append(0, 1);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var old = await Until(house.Address, 1);
        // The goal is one second (bench log); this machine may be busy.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await house.House.Append(1, 700);
        await Until(house.Address, 700);
        var folder = Directory.CreateTempSubdirectory("hangji-verify-").FullName;
        var (oldFile, newFile) = (Path.Combine(folder, "old"), Path.Combine(folder, "new"));
        await File.WriteAllTextAsync(oldFile, old);
        using var http = new HttpClient { BaseAddress = house.Address };
        var key = (await http.GetStringAsync("/log/vkey")).Trim();
        var (code, json) = await Run(new Uri(house.Address, "/log").ToString(), "--vkey", key, "--old", oldFile, "--save", newFile, "--json");
        Assert.True(code == 0, json);
        using var said = JsonDocument.Parse(json);
        Assert.Equal((700, 1, true, true), (said.RootElement.GetProperty("size").GetInt64(), said.RootElement.GetProperty("oldSize").GetInt64(), said.RootElement.GetProperty("sound").GetBoolean(), said.RootElement.GetProperty("keyGiven").GetBoolean()));
        Assert.InRange(said.RootElement.GetProperty("receipts").GetInt32(), 3, 8);
        Assert.Equal(await http.GetStringAsync("/log/checkpoint"), await File.ReadAllTextAsync(newFile));
        Directory.Delete(folder, true);
    }

    internal static async Task<(int Code, string Out)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await VerifyLogCommand.Run(new(arguments, output, error));
        return (code, output.ToString() + error);
    }
}

public sealed class Verifying_a_log
{
    private static async Task<(House House, VerifierKey Key)> Log(int size)
    {
        var house = await LogDesk.Open("sqlite");
        await house.Append(0, size);
        await house.Round();
        return (house, house.Standing().Verifier!);
    }

    [Fact]
    public async Task Every_flipped_bit_in_what_is_served_is_found()
    {
        var (house, key) = await Log(600);
        await using var _ = house;
        var served = new List<string> { "checkpoint" };
        for (var level = -1; level <= 1; level++) served.AddRange(TilePath.New(0, 600).Where(t => t.Level == level).Select(t => t.ToString()));
        var random = new Random(20261120);
        for (var n = 0; n < 150; n++)
        {
            var path = served[random.Next(served.Count)];
            var source = new FlippedSource(house.LogFolderOf(), path, random);
            var (verdict, refusal) = await VerifyLog.Run(source, key);
            Assert.True(refusal is not null || !verdict!.Sound, $"{path} bit {source.Bit}");
            if (refusal is null && path.StartsWith("tile/")) Assert.Contains(verdict!.Findings, f => f.Where.StartsWith("tile/") || f.Index is not null);
        }
    }

    [Fact]
    public async Task The_first_entry_that_disagrees_is_named()
    {
        var (house, key) = await Log(300);
        await using var _ = house;
        var file = Path.Combine(house.LogFolderOf(), "tile/entries/001.p/44");
        var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
        var leaf = LogDesk.Leaf(270).ToString();
        var at = text.IndexOf(leaf, StringComparison.Ordinal);
        Assert.True(at > 0);
        var bytes = await File.ReadAllBytesAsync(file);
        var place = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(leaf));
        bytes[place + 40] = (byte)(bytes[place + 40] == 'a' ? 'b' : 'a');
        await File.WriteAllBytesAsync(file, bytes);
        var (verdict, _) = await VerifyLog.Run(new FolderSource(house.LogFolderOf()), key);
        var finding = Assert.Single(verdict!.Findings);
        Assert.Equal(("entry", 270L), (finding.Kind, finding.Index));
        var (code, said) = await Serving_the_public_log.Run("--folder", house.LogFolderOf(), "--vkey", key.ToString(), "--lang", "en");
        Assert.Equal(1, code);
        Assert.Contains("Entry 270 does not match its hash", said);
    }

    [Fact]
    public async Task A_rewritten_past_and_a_shorter_log_are_found_by_the_checkpoint_that_was_kept()
    {
        var (house, key) = await Log(20);
        await using var _ = house;
        var kept = house.Standing().Note!;
        await house.Append(20, 40);
        await house.Round();
        Assert.True((await VerifyLog.Run(new FolderSource(house.LogFolderOf()), key, kept)).Verdict!.Sound);
        var newer = house.Standing().Note!;
        // Whoever holds the key can write another past, whole in itself: only the old checkpoint gives it away.
        var forged = await Forge(house, key, 40);
        var own = (await VerifyLog.Run(new FolderSource(forged), key)).Verdict!;
        Assert.True(own.Sound, string.Join('\n', own.Findings));
        Assert.Equal("consistency", Assert.Single((await VerifyLog.Run(new FolderSource(forged), key, kept)).Verdict!.Findings).Kind);
        var shorter = await Forge(house, key, 30);
        Assert.Contains("日志变短了", Assert.Single((await VerifyLog.Run(new FolderSource(shorter), key, newer)).Verdict!.Findings).What.Message);
        foreach (var folder in new[] { forged, shorter }) Directory.Delete(folder, true);
    }

    [Fact]
    public async Task Another_key_or_another_log_is_refused()
    {
        var (house, key) = await Log(5);
        await using var _ = house;
        var stranger = new VerifierKey(key.Name, VerifierKey.Log, Ed25519.PublicKey(new byte[32]));
        Assert.Contains((await VerifyLog.Run(new FolderSource(house.LogFolderOf()), stranger)).Verdict!.Findings, f => f.Kind == "signature");
        Assert.Equal(2, (await Serving_the_public_log.Run("--folder", house.LogFolderOf(), "--vkey", "nonsense")).Code);
        Assert.Equal(2, (await Serving_the_public_log.Run("--folder", house.LogFolderOf())).Code);
        Assert.Equal(2, (await Serving_the_public_log.Run("--folder", house.LogFolderOf() + "-not", "--vkey", key.ToString())).Code);
        Assert.Equal(2, (await Serving_the_public_log.Run("not a url")).Code);
        Assert.Equal(3, (await Serving_the_public_log.Run("http://127.0.0.1:1/log")).Code);
    }

    [Fact]
    public async Task A_renewed_key_is_followed_from_the_one_that_was_made_known()
    {
        var (house, key) = await Log(5);
        await using var _ = house;
        await house.Work(s => s.GetRequiredService<LogKeys>().Renew(LogName.Public, default));
        await house.Round();
        house.Clock.Now += LogKeys.Overlap + TimeSpan.FromDays(1);
        await house.Append(6, 7);
        await house.Round();
        var (verdict, _) = await VerifyLog.Run(new FolderSource(house.LogFolderOf()), key);
        Assert.True(verdict!.Sound, string.Join('\n', verdict.Findings));
        Assert.Equal([house.Standing().Verifier!.ToString()], verdict.SignedBy);
    }

    [Theory, OnEveryDatabase]
    public async Task A_row_changed_in_the_database_and_a_text_changed_behind_the_log_are_named(string on)
    {
        var copies = new Copies();
        await using var house = await LogDesk.Open(on, more: s => s.AddSingleton<ILoggedCopies>(copies));
        await house.Append(0, 30);
        await house.Round();
        Task<IReadOnlyList<Finding>> Inspect() => house.Work(s => s.GetRequiredService<Inspection>().Run(LogName.Public, default));
        Assert.Empty(await Inspect());
        copies.Changed = new Guid(9, 0, 0, new byte[8]);
        var document = Assert.Single(await Inspect());
        Assert.Equal(("document", 9L), (document.Kind, document.Index));
        copies.Changed = null;
        var other = LogDesk.Leaf(77).Bytes();
        await house.Work(s => s.GetRequiredService<AppDb>().LogEntries.Where(e => e.Index == 4).ExecuteUpdateAsync(set => set.SetProperty(e => e.Entry, other)));
        var row = Assert.Single(await Inspect());
        Assert.Equal(("row", 4L), (row.Kind, row.Index));
    }

    /// <summary>A whole log of other entries, signed with the true key.</summary>
    private static async Task<string> Forge(House house, VerifierKey key, int size)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-forged-").FullName;
        var entries = Enumerable.Range(1000, size).Select(n => LogDesk.Leaf(n).Bytes()).Select(e => (e, Merkle.Leaf(e))).ToList();
        var files = new LogFolder(folder, new LogSteps());
        files.Write(Growth.Files(0, entries, files.Read));
        var signer = await house.Work(s => s.GetRequiredService<LogKeys>().Signer(LogName.Public, default));
        files.WriteCheckpoint(signer.Sign(new Checkpoint(key.Name, size, new TileHashes(files.Read, size).Root(size))));
        return folder;
    }

    private sealed class Copies : ILoggedCopies
    {
        public Guid? Changed { get; set; }
        public Task<string?> Sha256Of(string kind, Guid doc, int rev, CancellationToken stop)
        {
            var n = BitConverter.ToInt32(doc.ToByteArray());
            return Task.FromResult<string?>(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(doc == Changed ? n + 1 : n))));
        }
    }

    private sealed class FlippedSource(string folder, string path, Random random) : ILogSource
    {
        private readonly FolderSource files = new(folder);
        private byte[]? flipped;
        public int Bit { get; private set; }

        public async Task<byte[]?> Read(string at, CancellationToken stop)
        {
            var bytes = await files.Read(at, stop);
            if (at != path || bytes is null) return bytes;
            if (flipped is not null) return flipped;
            Bit = random.Next(bytes.Length * 8);
            bytes[Bit / 8] ^= (byte)(1 << Bit % 8);
            return flipped = bytes;
        }
    }
}
