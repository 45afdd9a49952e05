using Microsoft.AspNetCore.Components;

namespace Hangji.Modules.Duties;

/// <summary>今日右栏: what another room puts beside Today — tasks that follow from meetings, messages from above. Null puts nothing.</summary>
public interface ITodayAside
{
    ValueTask<RenderFragment?> Read(CancellationToken stop);
}

/// <summary>Exceptions below a seat: how many bodies there are, how many have something overdue, and what it is for the first of those in code order.</summary>
internal sealed record BelowToday(int Bodies, int WithOverdue, IReadOnlyList<(string Name, long Id, string What)> First);
