using System.Linq.Expressions;
using Hangji.Platform.Data;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>
/// 迁移过的分支: the bodies that had another superior on some day than they have today. Only the head of a branch is listed, so there are few; they cut
/// today's tree into pieces, and putting the pieces back where they hung gives the tree of that day — still as ranges of today's path.
/// </summary>
internal sealed class MovedBranches
{
    private sealed record Branch(long Id, OrgPath Place, long? ParentThen);

    private readonly List<Branch> moved;
    private readonly Dictionary<long, OrgPath> superiors;

    private MovedBranches(List<Branch> moved, Dictionary<long, OrgPath> superiors) => (this.moved, this.superiors) = (moved, superiors);

    public static MovedBranches None { get; } = new([], []);

    /// <summary>Reads beyond the seat's range: a piece may have hung under somebody else's body. Rows are filtered by scope where they are listed.</summary>
    public static async Task<MovedBranches> Since(AppDb db, DateOnly on, CancellationToken stop)
    {
        var found = await (from s in db.Set<OrgSpan>().IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                           join o in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]) on s.OrgId equals o.Id
                           where s.FromOn <= @on && s.ToOn > @on && s.ParentId != o.ParentId
                           select new { o.Id, o.Path, s.ParentId }).ToListAsync(stop);
        if (found.Count == 0) return None;
        var parents = found.Where(f => f.ParentId is not null).Select(f => f.ParentId!.Value).Distinct().ToList();
        var superiors = await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(o => parents.Contains(o.Id)).Select(o => new { o.Id, o.Path }).ToListAsync(stop);
        return new([.. found.Select(f => new Branch(f.Id, new(f.Path), f.ParentId))], superiors.ToDictionary(o => o.Id, o => new OrgPath(o.Path)));
    }

    /// <summary>Whether a body stood at or below <paramref name="top"/> that day, by its path of today.</summary>
    public Expression<Func<OrgView, bool>> Below(OrgNode top)
    {
        var place = top.Place;
        var body = Expression.Parameter(typeof(OrgView), "o");
        var below = Piece(body, place);
        foreach (var branch in moved.Where(m => m.Id != top.Id && Stood(m.ParentThen, place, 0))) below = Expression.OrElse(below, Piece(body, branch.Place));
        return Expression.Lambda<Func<OrgView, bool>>(below, body);
    }

    /// <summary>Whether a superior of that day stood at or below the place: in its own piece, or in a piece that hung there.</summary>
    private bool Stood(long? superior, OrgPath top, int steps)
    {
        if (superior is not { } id || !superiors.TryGetValue(id, out var at) || steps > moved.Count) return false;
        var carrier = moved.Where(m => m.Place.Covers(at)).MaxBy(m => m.Place.Value.Length);
        var carriedInside = carrier is not null && carrier.Place != top && top.Covers(carrier.Place);
        return top.Covers(at) && !carriedInside || carrier is not null && Stood(carrier.ParentThen, top, steps + 1);
    }

    /// <summary>A branch without the branches inside it that came there later.</summary>
    private Expression Piece(ParameterExpression body, OrgPath place)
    {
        var piece = Within(body, place);
        foreach (var inner in moved.Where(m => m.Place != place && place.Covers(m.Place))) piece = Expression.AndAlso(piece, Expression.Not(Within(body, inner.Place)));
        return piece;
    }

    private static Expression Within(ParameterExpression body, OrgPath place)
    {
        var (from, to) = (place.Value, place.End);
        Expression<Func<OrgView, bool>> within = o => string.Compare(o.Path, from) >= 0 && string.Compare(o.Path, to) < 0;
        return new Rename(within.Parameters[0], body).Visit(within.Body);
    }

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
