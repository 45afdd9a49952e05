namespace Hangji.Shell;

/// <summary>菜单项: one line of the main menu. A room registers its own in its module: <c>services.AddMenu(new("会议", "calendar-event", "/meetings", Order: 40))</c>.</summary>
/// <param name="Title">Chinese key sentence; the menu prints it in the reader's language.</param>
/// <param name="Icon">Name from icons.txt.</param>
/// <param name="Href">Address of the room's first page; the entry is current on every page below it.</param>
/// <param name="Policy">Authorization policy that shows it; null shows it to everybody who is signed in.</param>
/// <param name="Order">Place in the menu, ascending. Today 10, organizations 20, members 30, meetings 40, duties 60, import 90.</param>
/// <param name="OnTabbar">Whether it is one of the four at the foot of a phone.</param>
/// <param name="English">The English of the menu where it differs from the word elsewhere: a list is named in the plural.</param>
/// <param name="Badge">Number beside it (what waits there); null or 0 prints nothing.</param>
public sealed record MenuEntry(string Title, string Icon, string Href, string? Policy = null, int Order = 100, bool OnTabbar = false, string? English = null,
    Func<IServiceProvider, CancellationToken, ValueTask<int>>? Badge = null)
{
    internal string Word(Platform.Text.Words words) => English is not null && words.Language == Platform.Text.Words.English ? English : words[Title];

    public bool IsCurrent(PathString path) => Href == "/" ? path == "/" || !path.HasValue : path.StartsWithSegments(Href);
}

public static class MenuRegistration
{
    public static IServiceCollection AddMenu(this IServiceCollection services, params ReadOnlySpan<MenuEntry> entries)
    {
        foreach (var entry in entries) services.AddSingleton(entry);
        return services;
    }
}

/// <summary>席位: what the top bar needs to know of the acting seat. Access answers it; without an answer the bar shows no seat.</summary>
public interface ISeatMenu
{
    ValueTask<SeatMenu?> Read(CancellationToken stop);
}

/// <param name="Current">Full title of the acting seat with the person's name, as printed in the bar.</param>
/// <param name="Seats">Every seat of the person; posting an id to <c>/seat</c> moves there.</param>
public sealed record SeatMenu(string Current, IReadOnlyList<SeatChoice> Seats);

public sealed record SeatChoice(string Id, string Title, bool IsCurrent);

/// <summary>The line at the foot of a page that says which rule pack and version is running. Regulations answers it.</summary>
public interface IColophon
{
    /// <summary>Already in the reader's language, or null.</summary>
    string? Line { get; }
}
