using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>Keeps the data-protection keys in the database, so that every process on it accepts the same cookies and forms.</summary>
internal sealed class KeysInDatabase(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return [.. db.Set<ProtectionKey>().AsNoTracking().Where(k => k.Name != Crypto.CryptoServices.Mark).Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        // The interface is synchronous and is called once in ninety days.
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}
