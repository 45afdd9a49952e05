namespace Hangji.Platform;

/// <summary>
/// 不予办理: the only "no" of the house. <paramref name="Message"/> is the Chinese sentence and the key of its translation, with {0} places for
/// <paramref name="Args"/>; <paramref name="Field"/> names the input it belongs to; <paramref name="Article"/> the rule that stands in the way.
/// </summary>
public sealed record Refusal(string Message, string? Field = null, string? Article = null, params object?[] Args);
