using Hangji.Platform;

namespace Hangji.Modules.Access.Contract;

/// <summary>我的数据: what a room keeps about one person, for that person alone. Every room with personal records registers one (PIPL art. 44-45).</summary>
public interface IOwnRecord
{
    /// <summary>Chinese key of the section, such as 党员信息.</summary>
    string Title { get; }
    /// <summary>Everything stored, in the clear: it is the person's own. Empty where there is nothing.</summary>
    Task<IReadOnlyList<OwnRecordLine>> Read(long personId, CancellationToken stop);
}

/// <param name="Label">Chinese key of what it is, such as 入党日期.</param>
/// <param name="Value">As stored, already readable.</param>
/// <param name="Group">Lines of one record carry the same group, such as a membership or an appointment; null for single facts.</param>
/// <param name="Href">The page where it is shown or kept, if there is one.</param>
public sealed record OwnRecordLine(string Label, string Value, string? Group = null, string? Href = null);

/// <summary>示范数据: loads the fictional demo county. Offered on the first visit and by the command line.</summary>
public interface IDemoData
{
    /// <summary>Loads it, or says why not (records exist already). <paramref name="say"/> gets one line a step.</summary>
    Task<Refusal?> Load(Action<string> say, CancellationToken stop);
    /// <summary>Sign-ins to try: user name, password, what they are (Chinese key).</summary>
    IReadOnlyList<(string UserName, string Password, string What)> SignIns { get; }
}
