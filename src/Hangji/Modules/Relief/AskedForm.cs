using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using Hangji.Modules.Access.Contract;

namespace Hangji.Modules.Relief;

/// <summary>表单: what one page asks of whoever fills it.</summary>
/// <param name="Title">Chinese key of the page's title.</param>
/// <param name="Address">Its route.</param>
/// <param name="Asked">Things to fill in or choose: fields, choices, lists to pick from. Hidden ones and buttons are not asked.</param>
/// <param name="Optional">How many of them say that they may be left empty.</param>
/// <param name="Verb">Verb that opens it; null where anybody may.</param>
/// <param name="SignedIn">Whether it needs a sign-in, of whatever role.</param>
internal sealed partial record AskedForm(string Title, string Address, int Asked, int Optional, string? Verb, bool SignedIn = false)
{
    static readonly FrozenDictionary<string, string> VerbNames = typeof(Verbs).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(verb => KeyValuePair.Create(verb.Name, (string)verb.GetRawConstantValue()!)).Append(KeyValuePair.Create("AnswerFeedback.Policy", Shell.Feedback.AnswerFeedback.Policy)).ToFrozenDictionary();
    static readonly FrozenSet<string> Parts = new[] { "Field", "Segmented", "Pick", "FilterBar", "AsOfPicker", "ConfirmForm", "FormKey", "Refused", "StaffLayout" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>An estimate and no more: a quarter of a minute for each thing asked, at least one minute.</summary>
    public int Minutes => Math.Max(1, (Asked + 3) / 4);

    /// <summary>Roles that may fill it, by their Chinese names; empty where anybody may.</summary>
    public IEnumerable<Role> Roles => Verb is null ? [] : Access.Contract.Roles.All.Values.Concat(Access.Contract.Roles.Administrators.Values).Where(role => role.Verbs.Contains(Verb));

    /// <summary>Every page of this program that asks something, as its own source says.</summary>
    public static IReadOnlyList<AskedForm> Shipped { get; } = Read(Sources(typeof(AskedForm).Assembly));

    /// <param name="pages">Component name and source.</param>
    internal static IReadOnlyList<AskedForm> Read(IReadOnlyDictionary<string, string> pages) =>
    [
        .. from page in pages
           let route = Route().Match(page.Value)
           where route.Success && page.Value.Contains("method=\"post\"", StringComparison.Ordinal)
           let parts = Whole(page.Key, pages, [])
           let asked = parts.Sum(part => Question().Count(part))
           where asked > 0
           orderby asked descending, route.Groups[1].Value
           select new AskedForm(TitleOf(page.Value) ?? page.Key, route.Groups[1].Value, asked, parts.Sum(part => Spared().Count(part)), VerbOf(page.Value), page.Value.Contains("[Authorize", StringComparison.Ordinal)),
    ];

    // A page and the forms it is made of: <MeetingForm …> asks what MeetingForm.razor asks. The Shell's parts are the questions themselves.
    static List<string> Whole(string name, IReadOnlyDictionary<string, string> pages, HashSet<string> seen)
    {
        if (!seen.Add(name) || !pages.TryGetValue(name, out var source) || Parts.Contains(name)) return [];
        return [source, .. Component().Matches(source).SelectMany(match => Whole(match.Groups[1].Value, pages, seen))];
    }

    // A page whose heading depends on its subject says in a comment what its form is called.
    static string? TitleOf(string source) => Heading().Matches(source).OrderBy(match => match.Groups["said"].Success ? 0 : 1).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value).FirstOrDefault();

    static string? VerbOf(string source) => Policy().Match(source) is { Success: true } match ? VerbNames.GetValueOrDefault(match.Groups[1].Value) : null;

    static FrozenDictionary<string, string> Sources(Assembly assembly) => assembly.GetManifestResourceNames().Where(name => name.StartsWith("pages/", StringComparison.Ordinal))
        .ToFrozenDictionary(name => Path.GetFileNameWithoutExtension(name), name => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd(), StringComparer.Ordinal);

    [GeneratedRegex("""@page "([^"]+)""")] private static partial Regex Route();
    [GeneratedRegex("""<(?:Field|Segmented|select|textarea)\s|<input\s(?![^>]*type="(?:hidden|submit|button|search)")[^>]*>""")] private static partial Regex Question();
    [GeneratedRegex("""<(?:Field|Segmented)\s[^>]*Optional="true"[^>]*>""")] private static partial Regex Spared();
    [GeneratedRegex("""<([A-Z]\w+)[\s/>]""")] private static partial Regex Component();
    [GeneratedRegex("""@\* 表单：(?<said>[^*]+?) \*@|<(?:PageHead|OrgFrame)\b[^>]*?\bTitle="(?<head>[^"@]+)"|<PageTitle>@T\["(?<tab>[^"]+)"\]""")] private static partial Regex Heading();
    [GeneratedRegex("""Authorize\(Policy = (?:Verbs\.)?([\w.]+)""")] private static partial Regex Policy();
}
