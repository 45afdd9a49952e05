using System.Reflection;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Consoles;

/// <summary>运行情况: what the system administrator needs to know of program and database, without a word of what is in it.</summary>
internal sealed record SystemReport(string Version, string Runtime, string Database, long DatabaseBytes, long FreeBytes, string Folder, IReadOnlyList<string> Scripts, TimeSpan Up, long WorkingSet)
{
    public static async Task<SystemReport> Read(AppDb db, Store store, CancellationToken stop)
    {
        var (kind, bytes) = await DatabaseFacts.Read(db, store, stop);
        // How long the machine has run it is a matter of the machine's clock, whatever day the program works with.
        var process = System.Diagnostics.Process.GetCurrentProcess();
        return new(
            typeof(SystemReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            kind, bytes, new DriveInfo(Path.GetFullPath(store.Folder)).AvailableFreeSpace, store.Folder, await DatabaseFacts.Scripts(db, stop), TimeProvider.System.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime(), process.WorkingSet64);
    }
}
