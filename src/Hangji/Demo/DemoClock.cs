namespace Hangji.Demo;

/// <summary>A clock that can be set back to the evening on which a record of the demo county is said to have been entered.</summary>
internal sealed class DemoClock(TimeProvider real) : TimeProvider
{
    public DateTimeOffset? At { get; set; }
    public override DateTimeOffset GetUtcNow() => At ?? real.GetUtcNow();
}
