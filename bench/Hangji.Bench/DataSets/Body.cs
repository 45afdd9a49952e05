using Hangji.Platform.Tree;

namespace Hangji.Bench.DataSets;

/// <summary>One made-up body, and which members it has: their numbers alone, from which everything about them follows.</summary>
internal sealed class Body
{
    /// <summary>From 0, in the order of the tree within its part.</summary>
    public required int Ordinal { get; init; }
    /// <summary>Ordinal of its superior; -1 for the root of the part.</summary>
    public required int Above { get; init; }
    public required OrgPath Path { get; init; }
    /// <summary>Key of OrgKinds.</summary>
    public required string Kind { get; init; }
    public required Walk Walk { get; init; }
    public required Division Place { get; init; }
    /// <summary>Which village, unit or branch of its place it is.</summary>
    public required int Serial { get; init; }
    /// <summary>The serial of the village or unit that a branch below one belongs to.</summary>
    public int Within { get; init; } = -1;
    /// <summary>Children that follow.</summary>
    public required int Children { get; init; }

    /// <summary>Members at the end of the year, and where their numbers begin in the walk of life of this part.</summary>
    public int Members { get; init; }
    public long FirstMember { get; init; }
    /// <summary>Those who died or left within the five years before.</summary>
    public int Gone { get; init; }
    public long FirstGone { get; init; }
}

/// <summary>One made-up member in 24 bytes. Days are day numbers of DateOnly; education is a code of GB/T 4658.</summary>
/// <param name="Number">Number within the walk of life and part; with the body's part it is an identity.</param>
/// <param name="Body">Ordinal of the branch in its part.</param>
/// <param name="Full">Since when a full member, which may be in the months after the year-end; 0 while on probation.</param>
/// <param name="Left">First day on which he was no longer a member; 0 at the end of the year.</param>
internal readonly record struct Member(int Number, int Body, int Born, int Joined, int Full, int Left, Walk Walk, Occupation Occupation, byte Education, bool Woman, bool Minority)
{
    public DateOnly BornOn => DateOnly.FromDayNumber(Born);
    public DateOnly JoinedOn => DateOnly.FromDayNumber(Joined);
    public DateOnly? FullSince => Full == 0 ? null : DateOnly.FromDayNumber(Full);
    public DateOnly? LeftOn => Left == 0 ? null : DateOnly.FromDayNumber(Left);
    /// <summary>GB/T 3304: 01 Han.</summary>
    public string Ethnic => Minority ? Minorities[Number % Minorities.Length] : "01";

    // The larger nationalities, so that the pick of a list has something to find.
    private static readonly string[] Minorities = ["08", "11", "03", "05", "06", "07", "15", "04", "02", "12", "09", "13", "10", "14", "16", "18"];
}
