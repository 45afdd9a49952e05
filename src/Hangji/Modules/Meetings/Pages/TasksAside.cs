using Hangji.Modules.Access.Contract;
using Hangji.Modules.Duties.Contract;
using Hangji.Modules.Meetings.Contract;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Hangji.Modules.Meetings.Pages;

/// <summary>今日右栏的会后落实: the most urgent open tasks of the seat's own body, beside Today.</summary>
internal sealed class TasksAside(IMeetingTasks tasks, ActingSeat seat, Words words, TimeProvider clock) : ITodayAside
{
    private const int Shown = 5;
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public async ValueTask<RenderFragment?> Read(CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadMeetings) || seat.Path is not { } place) return null;
        var open = await tasks.Open(ScopeRange.Below(place), Shown + 1, stop);
        if (open.Count == 0) return null;
        var today = clock.Today();
        var rows = string.Concat(open.Take(Shown).Select(task =>
            $"""<li><a class="hj-title" href="/meetings/{task.MeetingId}#tasks">{Html.Encode(task.Text)}</a><p class="hj-meta">{Html.Encode(task.Responsible)}{Due(task, today)}</p></li>"""));
        var more = open.Count > Shown ? $"""<p class="hj-small u-t2"><a href="/tasks?org={seat.Org}">{Html.Encode(words["看全部"])}</a></p>""" : "";
        var html = new MarkupString($"""<section class="hj-sec" id="follow-up"><h2>{Html.Encode(words["会后落实"])}</h2><ul class="hj-list">{rows}</ul>{more}</section>""");
        return builder => builder.AddContent(0, html);
    }

    string Due(OpenTask task, DateOnly today) => task.DueOn is { } due
        ? " " + Marks.State(due < today ? Standing.Over : Standing.Due, words["{0} 前", words.ShortDate(due)]) : "";
}
