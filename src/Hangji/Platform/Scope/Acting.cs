namespace Hangji.Platform.Scope;

/// <summary>The acting seat of one unit of work; starts with nothing and is set once by sign-in, the command line or a job.</summary>
internal sealed class Acting : IActing
{
    private bool taken;

    public ScopeRange Range { get; private set; } = ScopeRange.None;
    public long? AccountId { get; private set; }
    public long? SeatId { get; private set; }
    public string? OnBehalfOf { get; private set; }
    public string Name { get; private set; } = "";
    public string? FormKey { get; set; }

    public void As(ScopeRange range, long? accountId, long? seatId, string name, string? onBehalfOf = null) =>
        (Range, AccountId, SeatId, Name, OnBehalfOf) = (range, accountId, seatId, name, onBehalfOf);

    /// <summary>The program itself: command line, demo data, background work.</summary>
    public void AsProgram(string name) => As(ScopeRange.All, null, null, name);

    private readonly HashSet<string> reached = new(StringComparer.Ordinal);

    public void Reach(string path) => reached.Add(path);

    public bool MayTouch(string path) => Range.Covers(path) || reached.Contains(path);

    public bool TakeFormKey() => !taken && (taken = true);
}
