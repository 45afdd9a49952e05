namespace Hangji.Modules.Duties;

/// <summary>Exceptions below a seat: how many bodies there are, how many have something overdue, and what it is for the first of those in code order.</summary>
internal sealed record BelowToday(int Bodies, int WithOverdue, IReadOnlyList<(string Name, long Id, string What)> First);
