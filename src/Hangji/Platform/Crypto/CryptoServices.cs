using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Crypto;

/// <summary>What <c>Program</c> registers of this folder. The key file is read when a sealed field is first asked for.</summary>
internal static class CryptoServices
{
    /// <summary>Name of the row of protection_keys in which a database remembers its ring.</summary>
    internal const string Mark = "field-keys";

    public static IServiceCollection AddCrypto(this IServiceCollection services) => services
        .AddSingleton(provider => Ring(provider.GetRequiredService<Store>()))
        .AddSingleton<FieldCipher>()
        .AddSingleton<BlindIndex>();

    /// <summary>
    /// Whether the key file is there, whole, and the one this database was written with. Asked once at start, after the schema: a new database gets a new file;
    /// an old one must find its own, or every new field would be sealed with keys that the backup does not hold.
    /// </summary>
    public static async Task<Refusal?> CheckKeys(AppDb db, Store store, CancellationToken stop = default)
    {
        var path = KeyRing.PathIn(store.Folder);
        var known = await db.Set<ProtectionKey>().AsNoTracking().Where(k => k.Name == Mark).Select(k => k.Xml).SingleOrDefaultAsync(stop);
        if (KeyRing.Open(path, create: known is null, out var ring) is { } refusal) return refusal;
        if (known is null)
        {
            // Two processes may begin on one new database at once: the first mark stays, the second reads it.
            var added = db.Set<ProtectionKey>().Add(new ProtectionKey { Name = Mark, Xml = MarkOf(ring!) });
            try { await db.SaveChangesAsync(stop); }
            catch (DbUpdateException) { }
            added.State = EntityState.Detached;
            known = await db.Set<ProtectionKey>().AsNoTracking().Where(k => k.Name == Mark).Select(k => k.Xml).SingleAsync(stop);
        }
        return known == MarkOf(ring!) ? null : new("密钥文件 {0} 不是这个数据库的；请换回原来的文件", "keys", null, path);
    }

    static string MarkOf(KeyRing ring) => $"<fieldKeys fingerprint=\"{ring.Fingerprint}\" />";

    static KeyRing Ring(Store store) =>
        KeyRing.Open(KeyRing.PathIn(store.Folder), create: true, out var ring) is { } refusal ? throw new InvalidOperationException(new Words()[refusal]) : ring!;
}
