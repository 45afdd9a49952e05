using System.Security.Cryptography;
using System.Text;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Keeping;

/// <summary>密钥: makes, opens and renews the keys of a log. The secret half leaves the database only sealed; without the key file nobody can sign.</summary>
internal sealed class LogKeys(AppDb db, FieldCipher cipher, LogSettings settings, TimeProvider clock)
{
    public const string Ed = "ed25519", Sm = "sm2";
    private const string Field = "log.key";

    /// <summary>轮换期: how long old and new key sign side by side.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(30);

    /// <summary>Who signs this log now. The first time, and while a log has no entries under another name, keys are made.</summary>
    public async Task<LogSigner> Signer(string log, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var keys = await db.LogKeys.AsNoTracking().Where(k => k.Log == log).OrderByDescending(k => k.FromAt).ThenByDescending(k => k.Id).ToListAsync(stop);
        var name = settings.NameOf(log);
        if (keys.Count > 0 && keys[0].Name != name && log != LogName.Witness && !await db.LogEntries.AnyAsync(e => e.Log == log, stop))
        {
            // Nothing was ever promised under the old name: the log may still be named as the site now is.
            await db.LogKeys.Where(k => k.Log == log).ExecuteDeleteAsync(stop);
            await db.LogCheckpoints.Where(c => c.Log == log && c.Size == 0).ExecuteDeleteAsync(stop);
            keys.Clear();
        }
        if (keys.Count > 0) name = keys[0].Name;
        if (keys.TrueForAll(k => k.Kind != Ed)) keys.Add(await Make(log, name, Ed, now, stop));
        if (settings.Sm2 && log != LogName.Witness && keys.TrueForAll(k => k.Kind != Sm)) keys.Add(await Make(log, name, Sm, now, stop));
        return new(name, [.. keys.Select(k => new OpenKey(k, VerifierKey.Parse(k.Verifier)!, k.UntilAt is null || k.UntilAt > now, () => Convert.FromBase64String(cipher.Open(Field, k.Secret, k.Id))))], settings.Sm2);
    }

    /// <summary>换钥: a new key, announced by a leaf that the old one signed; both sign for <see cref="Overlap"/>.</summary>
    public async Task<VerifierKey> Renew(string log, CancellationToken stop)
    {
        var (signer, now) = (await Signer(log, stop), clock.GetUtcNow());
        var old = signer.Keys.First(k => k.Row.Kind == Ed && k.Signs);
        var fresh = New(log, signer.Origin, Ed, now.UtcDateTime);
        var verifier = VerifierKey.Parse(fresh.Verifier)!;
        await using (var transaction = await db.Database.BeginTransactionAsync(stop))
        {
            await db.LogKeys.Where(k => k.Log == log && k.Kind == Ed && (k.UntilAt == null || k.UntilAt > (now + Overlap).UtcDateTime)).ExecuteUpdateAsync(set => set.SetProperty(k => k.UntilAt, (now + Overlap).UtcDateTime), stop);
            db.LogKeys.Add(fresh);
            LogOutbox.Add(db, log, LogLeaf.NewKey(verifier, Ed25519.Sign(old.Secret(), Encoding.UTF8.GetBytes(Announced(verifier))), now).Bytes(), now.UtcDateTime);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }
        return verifier;
    }

    /// <summary>What the old key signs about the new one; the first line keeps it from being anything else.</summary>
    public static string Announced(VerifierKey key) => $"hangji.cn/log-key/v1\n{key}\n";

    private async Task<LogKey> Make(string log, string name, string kind, DateTime now, CancellationToken stop)
    {
        var key = New(log, name, kind, now);
        db.LogKeys.Add(key);
        await db.SaveChangesAsync(stop);
        return key;
    }

    private LogKey New(string log, string name, string kind, DateTime now)
    {
        var id = Ids.Next();
        var (secret, verifier) = kind == Sm ? OfSm2(name) : OfEd25519(name, log == LogName.Witness ? VerifierKey.Cosignature : VerifierKey.Log);
        return new() { Id = id, Log = log, Kind = kind, Name = name, Verifier = verifier.ToString(), Secret = cipher.Seal(Field, Convert.ToBase64String(secret), id), FromAt = now };
    }

    private static (byte[], VerifierKey) OfSm2(string name) => Sm2.NewKey() is var (secret, point) ? (secret, VerifierKey.OfSm2(name, point)) : default;

    private static (byte[], VerifierKey) OfEd25519(string name, byte type) => RandomNumberGenerator.GetBytes(Ed25519.SeedSize) is var seed ? (seed, new VerifierKey(name, type, Ed25519.PublicKey(seed))) : default;
}

/// <param name="Signs">False once its time of overlap is over: it then only verifies what it signed.</param>
internal sealed record OpenKey(LogKey Row, VerifierKey Verifier, bool Signs, Func<byte[]> Secret);

/// <summary>签名人: the keys of one log, newest first.</summary>
internal sealed record LogSigner(string Origin, IReadOnlyList<OpenKey> Keys, bool WithSm2)
{
    public VerifierKey Verifier => Keys.First(k => k.Row.Kind == LogKeys.Ed).Verifier;

    public string Sign(Checkpoint point)
    {
        var text = point.Text;
        var lines = Keys.Where(k => k.Signs && (WithSm2 || k.Row.Kind == LogKeys.Ed)).OrderBy(k => k.Row.Kind, StringComparer.Ordinal).Select(k => k.Row.Kind == LogKeys.Ed
            ? SignedNote.Sign(Origin, k.Secret(), text)
            : new NoteSignature(Origin, k.Verifier.Id, Sm2.Sign(k.Secret(), Encoding.UTF8.GetBytes(text))));
        return new SignedNote(text, [.. lines]).ToString();
    }

    public NoteSignature Cosign(string text, DateTimeOffset at) => SignedNote.Cosign(Origin, Keys[0].Secret(), text, at);

    /// <summary>The checkpoint of a note that one of this log's keys signed; null otherwise.</summary>
    public Checkpoint? Own(string note) =>
        SignedNote.Parse(note) is { } signed && Keys.Any(k => k.Row.Kind == LogKeys.Ed && signed.SignedBy(k.Verifier)) && Checkpoint.Parse(signed.Text) is { } point && point.Origin == Origin ? point : null;
}
