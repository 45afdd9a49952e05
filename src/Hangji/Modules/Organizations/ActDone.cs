using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;

namespace Hangji.Modules.Organizations;

/// <summary>办结: says that the act is recorded, mentions a document number in an unusual form, and leads to the body.</summary>
internal static class ActDone
{
    /// <param name="said">Chinese key of what was done.</param>
    public static void Say(HttpContext http, NavigationManager go, Words t, long id, string said, ActForm form)
    {
        Flash.Say(http, t[said], ActRules.Doubtful(form.DocumentNo) is { } doubt ? t[doubt] : null);
        go.NavigateTo($"/orgs/{id}");
    }
}
