using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Hangji.Modules.Organizations;

/// <summary>变动登记: the part that every act shares — find the body in scope, ask for doubts, close its span, write the act and its fact, save or say why not.</summary>
internal sealed class ActEntries(AppDb db, IEnumerable<IAdviseOnActs> advisers, TimeProvider clock)
{
    private readonly List<OrgPath> left = [];

    public DateOnly Today => clock.Today();

    /// <summary>The body, if the acting seat may touch it; anything else is "not there".</summary>
    public async Task<OrgNode> Body(long id, CancellationToken stop) =>
        await db.Orgs.SingleOrDefaultAsync(o => o.Id == id, stop) ?? throw new OutOfScopeException($"organization {id}");

    /// <summary>Day of the body's last act; its set-up where it has none.</summary>
    public async Task<DateOnly> LastAct(OrgNode node, CancellationToken stop) =>
        await db.OrgActs.Where(a => a.OrgId == node.Id).MaxAsync(a => (DateOnly?)a.On, stop) is { } last && last > node.Since ? last : node.Since;

    public async Task<Refusal?> Doubt(PlannedAct act, string? note, CancellationToken stop)
    {
        foreach (var adviser in advisers)
            if (ActRules.Unanswered(await adviser.Doubts(act, stop), note) is { } doubt) return doubt;
        return null;
    }

    /// <summary>Writes the act and its fact, and closes what the body has been until that day. To be called before the body is changed.</summary>
    public OrgAct Enter(OrgNode node, string act, ActForm form, long? other = null, bool changesBody = true)
    {
        var entry = new OrgAct
        {
            Id = Ids.Next(), OrgId = node.Id, Act = act, On = form.On!.Value, DocumentNo = Plain.Line(form.DocumentNo), Approver = Plain.Line(form.Approver),
            Note = Blank(form.Note), OtherOrgId = other, RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.OrgActs.Add(entry);
        db.Facts.Add(Fact.Of($"organization.{act}", node.Id, node.Id, entry.On, entry.Note));
        if (!changesBody) return entry;
        // Two acts of one day leave no span between them: there was no day on which it was the first of the two.
        if (node.Since < entry.On) db.OrgSpans.Add(OrgSpan.Closing(node, entry));
        node.Since = entry.On;
        return entry;
    }

    /// <summary>Moves the branch of <paramref name="node"/> under another body, inside a transaction that holds the tree; null when that body is gone.</summary>
    public async Task<Refusal?> Place(OrgNode node, OrgNode above, CancellationToken stop)
    {
        if (await ChildNumbers.Take(db, above.Id, stop: stop) is not { } number) return new("上级组织已撤销", "ParentId");
        var (from, to) = (node.Place, above.Place.Child(number));
        await PathRewriter.Move(db, from, to, stop);
        left.Add(from);
        (node.Path, node.Depth, node.ParentId) = (to.Value, to.Depth, above.Id);
        foreach (var place in new[] { nameof(OrgNode.Path), nameof(OrgNode.Depth) })
            (db.Entry(node).Property(place).OriginalValue, db.Entry(node).Property(place).IsModified) = (db.Entry(node).Property(place).CurrentValue, false);
        return null;
    }

    /// <summary>Commits moves, and brings along what others wrote into the old places meanwhile (docs/decisions/0003).</summary>
    public async Task Settle(IDbContextTransaction transaction, CancellationToken stop)
    {
        await transaction.CommitAsync(stop);
        foreach (var place in left) await PathRewriter.Sweep(db, place, stop);
    }

    /// <summary>Saves; a code taken meanwhile, or a body changed meanwhile, is a refusal and not a fault.</summary>
    public async Task<Refusal?> Save(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new("您打开这一页之后，别人已改动了这个组织；您填的内容还在，请核对现状后再提交");
        }
        catch (DbUpdateException fault) when (IsTakenCode(fault))
        {
            db.ChangeTracker.Clear();
            return CodeTaken;
        }
    }

    public static readonly Refusal CodeTaken = new("这个组织代码已有组织在用", "Code");

    /// <summary>Whether a body that exists, in scope or not, has the code. The unique index decides when two ask at once.</summary>
    public Task<bool> IsTaken(string code, long? butFor, CancellationToken stop) =>
        db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AnyAsync(o => o.Code == code && o.DissolvedOn == null && o.Id != butFor, stop);

    public static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsTakenCode(DbUpdateException fault) => fault.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ix_org_nodes_code" } => true,
        SqliteException { SqliteErrorCode: 19 } sqlite => sqlite.Message.Contains("org_nodes.code", StringComparison.Ordinal),
        _ => false,
    };
}
