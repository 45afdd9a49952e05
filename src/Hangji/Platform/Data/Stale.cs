using Hangji.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>别人刚改过: a form that was filled from an older version is not saved over the newer one; its writer hears who changed it and when, and keeps what was typed.</summary>
internal static class Stale
{
    /// <summary>Compares the version that the form carries with the record as it is now.</summary>
    /// <param name="db">Read for the last fact about the record.</param>
    /// <param name="posted">The version the form was filled from.</param>
    /// <param name="now">The record as it is.</param>
    /// <param name="subjectId">Its id, the subject of its facts.</param>
    public static async Task<Refusal?> Check(AppDb db, int posted, IVersioned now, long subjectId, CancellationToken stop)
    {
        if (posted == now.Version) return null;
        var last = await db.Facts.AsNoTracking().Where(f => f.SubjectId == subjectId).OrderByDescending(f => f.Id).Select(f => new { f.Actor, f.RecordedAt }).FirstOrDefaultAsync(stop);
        return last is null ? new("您打开之后，这条记录被改过。您写的都还在，请对照现在的内容再保存。", "Version")
            : new("您打开之后，{0} 在 {1} 改过这条记录。您写的都还在，请对照现在的内容再保存。", "Version", null, last.Actor, last.RecordedAt);
    }
}
