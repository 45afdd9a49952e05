using Hangji.Platform.Tree;

namespace Hangji.Platform.Scope;

/// <summary>The rows a seat may see and touch: a half-open range of tree paths.</summary>
/// <param name="From">Inclusive, ordinal.</param>
/// <param name="To">Exclusive, ordinal.</param>
public readonly record struct ScopeRange(string From, string To)
{
    /// <summary>Everything: the program itself (command line, background work), never a person.</summary>
    public static readonly ScopeRange All = new("", "~");

    /// <summary>Nothing: nobody signed in, or an administrator of the three kinds, who sees no business data.</summary>
    public static readonly ScopeRange None = new("~", "");

    public static ScopeRange Below(OrgPath root) => new(root.Value, root.End);

    public bool Covers(string path) => string.CompareOrdinal(path, From) >= 0 && string.CompareOrdinal(path, To) < 0;
}

/// <summary>Who acts in this unit of work, from which seat, and over which rows. The request sets it once, before any record is read.</summary>
public interface IActing
{
    ScopeRange Range { get; }
    long? AccountId { get; }
    /// <summary>席位: the appointment from which the person acts; null for the program itself.</summary>
    long? SeatId { get; }
    /// <summary>代为办理: on whose behalf, in words, when that is stated.</summary>
    string? OnBehalfOf { get; }
    /// <summary>Who it is in the record, such as 陈启山（竹溪村党支部 书记）.</summary>
    string Name { get; }
    /// <summary>The key of the posted form, if this is the answer to one.</summary>
    string? FormKey { get; }
    /// <summary>同村共事: one more place, itself and nothing below it, whose rows this unit of work may touch. A slice says so after it has checked by which rule the
    /// acting body has a part there (a villagers' committee in the matters of the Party body above it); it never widens what is read.</summary>
    void Reach(string path);
    /// <summary>Whether rows at this path may be written: the seat's own range, or a place that was reached.</summary>
    bool MayTouch(string path);
    /// <summary>True the first time only: several saves in one request leave one receipt.</summary>
    bool TakeFormKey();
}

/// <summary>Row or organization outside the acting seat's range, or not there at all: the caller sees 404 either way and the attempt is logged.</summary>
public sealed class OutOfScopeException(string what) : Exception($"Outside the acting seat's scope: {what}");
