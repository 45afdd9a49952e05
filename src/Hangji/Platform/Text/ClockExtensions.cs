namespace Hangji.Platform.Text;

/// <summary>Legal days are Beijing days, whatever zone the machine is set to.</summary>
public static class ClockExtensions
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    extension(TimeProvider clock)
    {
        /// <summary>Today in Beijing.</summary>
        public DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Beijing).DateTime);
    }
}
