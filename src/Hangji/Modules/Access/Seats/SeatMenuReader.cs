using System.Globalization;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Text;
using Hangji.Shell;

namespace Hangji.Modules.Access.Seats;

/// <summary>How a seat is written: 竹溪村党支部 书记, with whom it stands for when it was lent.</summary>
internal static class SeatTitle
{
    public static string Of(Words words, HeldSeat seat) => Of(words, seat.OrgName, seat.Role, seat.OnBehalfOf);

    public static string Of(Words words, string orgName, Role? role, string? onBehalfOf)
    {
        var title = role is null ? orgName : $"{orgName} {words[role.Name]}";
        return onBehalfOf is null ? title : words["{0}（代 {1} 办理）", title, onBehalfOf];
    }
}

/// <summary>席位菜单: what the top bar says of the acting seat; from what the gate has read already, so it costs nothing.</summary>
internal sealed class SeatMenuReader(ActingSeat acting, Words words) : ISeatMenu
{
    public ValueTask<SeatMenu?> Read(CancellationToken stop)
    {
        if (!acting.SignedIn) return new((SeatMenu?)null);
        var title = acting switch
        {
            { OrgId: not null } => $"{SeatTitle.Of(words, acting.OrgName, acting.Role, acting.OnBehalfOf)} {acting.DisplayName}",
            { Role: { } kind } => $"{words[kind.Name]} {acting.DisplayName}",
            _ => acting.DisplayName,
        };
        return new(new SeatMenu(title, [.. acting.Held.Select(s => new SeatChoice(s.SeatId.ToString(CultureInfo.InvariantCulture), SeatTitle.Of(words, s), s.SeatId == acting.SeatId))]));
    }
}
