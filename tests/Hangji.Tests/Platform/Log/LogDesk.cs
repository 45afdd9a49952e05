using System.Security.Cryptography;
using System.Text;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Tests.Platform.Log;

/// <summary>What the tests of the log do again and again.</summary>
internal static class LogDesk
{
    public const string Origin = "disclosure.example/log";

    /// <summary>An empty house whose log has a name; <paramref name="steps"/> lets it crash.</summary>
    public static Task<House> Open(string on, LogSteps? steps = null, bool sm2 = false, Action<IServiceCollection>? more = null) => House.Open(on, s => Adjust(s, steps, sm2, more));

    public static void Adjust(IServiceCollection services, LogSteps? steps = null, bool sm2 = false, Action<IServiceCollection>? more = null)
    {
        services.Replace(ServiceDescriptor.Singleton(new LogSettings(Origin, sm2)));
        if (steps is not null) services.Replace(ServiceDescriptor.Singleton(steps));
        more?.Invoke(services);
    }

    public static LogLeaf Leaf(int n) => LogLeaf.Published("330102001001", new Guid(n, 0, 0, new byte[8]), 1, SHA256.HashData(BitConverter.GetBytes(n)), false, new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Appends entries <paramref name="from"/> to before <paramref name="to"/> as a room would: with its own save.</summary>
    public static Task Append(this House house, int from, int to) => house.Work(async s =>
    {
        var (db, log) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<PublicLog>());
        for (var n = from; n < to; n++) log.Append(db, Leaf(n));
        await db.SaveChangesAsync();
    });

    public static async Task<int> Round(this House house, string log = LogName.Public) => await house.Services.GetRequiredService<Sequencer>().Round(log, default);

    public static LogStanding Standing(this House house, string log = LogName.Public) => house.Services.GetRequiredService<LogState>().Of(log);

    public static string LogFolderOf(this House house, string log = LogName.Public) => Path.Combine(house.Store.Folder, "log", log);

    /// <summary>Everything read and computed again from the files; returns what disagrees.</summary>
    public static async Task<IReadOnlyList<Finding>> Check(this House house, string log = LogName.Public)
    {
        var standing = house.Standing(log);
        var point = Checkpoint.Parse(SignedNote.Parse(File.ReadAllText(Path.Combine(house.LogFolderOf(log), "checkpoint")))!.Text)!;
        Assert.Equal(standing.Size, point.Size);
        var read = await LogCheck.Run(new FolderSource(house.LogFolderOf(log)), point.Size);
        return read.Root.AsSpan().SequenceEqual(point.Root) ? read.Findings : [.. read.Findings, new("root", "", new("根不符"))];
    }

    /// <summary>The entries as the served files hold them.</summary>
    public static async Task<List<string>> Entries(this House house, string log = LogName.Public)
    {
        var entries = new List<string>();
        await LogCheck.Run(new FolderSource(house.LogFolderOf(log)), house.Standing(log).Size ?? 0, onEntry: (_, e) => entries.Add(Encoding.UTF8.GetString(e)));
        return entries;
    }

    public static Task<SignedCheckpoint?> Top(this House house, string log = LogName.Public) => house.Work(s => s.GetRequiredService<AppDb>().LogCheckpoints.AsNoTracking().Where(c => c.Log == log).OrderByDescending(c => c.Size).FirstOrDefaultAsync());
}
