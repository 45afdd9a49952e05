using Hangji.Modules.Access.Contract;
using Hangji.Shell.Backups;

namespace Hangji.Modules.Access.Auditing;

/// <summary>That a backup was taken is in the audit record: a copy of everything has left the house.</summary>
internal sealed class BackupTrail(Audit audit) : IBackupNotice
{
    public Task Written(string file, CancellationToken stop) => audit.RecordOf(null, "命令行", AuditKinds.BackedUp, file);
}
