using System.Globalization;
using Hangji.Modules.Meetings.Voting;
using Hangji.Platform;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.Extensions.Primitives;

namespace Hangji.Modules.Meetings;

/// <summary>
/// 会议表单: what stands in the fields of the page, as text, so that nothing typed is lost whatever is wrong with it. The same text is a draft, a page
/// filled anew, or, once it can be read, a <see cref="Recording"/>.
/// </summary>
internal sealed class RecordingForm
{
    public const int MostItems = 60, MostExclusions = 20;
    static readonly char[] Between = ['、', ',', '，', ';', '；', '\n'];
    readonly Dictionary<string, string[]> fields;

    RecordingForm(Dictionary<string, string[]> fields) => this.fields = fields;

    public static RecordingForm Empty() => new(new(StringComparer.Ordinal));

    public static RecordingForm Of(IEnumerable<KeyValuePair<string, StringValues>> posted) =>
        new(posted.Where(f => f.Key.Length is > 0 and <= 40 && f.Key[0] != '_' && f.Key != "act").ToDictionary(f => f.Key, f => f.Value.Select(v => v ?? "").ToArray(), StringComparer.Ordinal));

    public static RecordingForm Of(DraftContent kept) => Of(kept.Fields.GroupBy(f => f.Key).Select(g => KeyValuePair.Create(g.Key, new StringValues([.. g.Select(f => f.Value)]))));

    /// <summary>The fields as a browser would post them, to be kept as a draft.</summary>
    public IFormCollection Posted() => new FormCollection(fields.ToDictionary(f => f.Key, f => new StringValues(f.Value)));

    /// <summary>The text of a field, empty when it is not there.</summary>
    public string this[string name]
    {
        get => fields.TryGetValue(name, out var values) && values.Length > 0 ? values[0] : "";
        set => fields[name] = [value];
    }

    public IReadOnlyList<string> Every(string name) => fields.GetValueOrDefault(name) ?? [];
    public void SetEvery(string name, IEnumerable<string> values) => fields[name] = [.. values];
    public bool Ticked(string name, string value) => Every(name).Contains(value);
    public bool Has(string name) => fields.ContainsKey(name);

    public int Items => Math.Clamp(int.TryParse(this["items"], out var n) ? n : 1, 1, MostItems);
    public int Exclusions => Math.Clamp(int.TryParse(this["exclusions"], out var n) ? n : 0, 0, MostExclusions);

    public string Kind => this["kind"];

    /// <summary>The day the roll is called for: the day typed, or today where nothing readable is typed.</summary>
    public DateOnly DayOr(DateOnly today) => Date("date", out var day) is null && day is { } read && read <= today ? read : today;

    /// <summary>Takes out items that nobody wrote anything into, so that the numbers on the page and in the record are the same.</summary>
    public void Close()
    {
        for (var i = Items; i >= 1; i--) if (Items > 1 && IsBlank(i)) DropItem(i);
    }

    bool IsBlank(int i) => ItemFields.All(f => f is "way" or "subject" or "about" || this[$"{f}-{i}"].Trim().Length == 0);

    /// <summary>Takes an item out and moves the later ones up.</summary>
    public void DropItem(int at)
    {
        var last = Items;
        foreach (var name in ItemFields)
        {
            for (var i = at; i < last; i++) this[$"{name}-{i}"] = this[$"{name}-{i + 1}"];
            fields.Remove($"{name}-{last}");
        }
        this["items"] = Math.Max(1, last - 1).ToString(CultureInfo.InvariantCulture);
    }

    public static readonly string[] ItemFields = ["item", "way", "subject", "yes", "no", "abstain", "invalid", "wyes", "wno", "wabstain", "recused", "resolution", "responsible", "dueon", "about"];

    /// <summary>Reads the text. Either a recording, or the first field that cannot be read; what is impossible about a readable one is said by its check.</summary>
    public Refusal? Read(long orgId, out Recording? said)
    {
        said = null;
        Refusal? no;
        if ((no = Date("date", out var held)) is not null) return no;
        if (held is null) return new("请填写开会日期", "date");
        if ((no = Date("makesup", out var missed)) is not null) return no;
        if ((no = Time("start", out var start)) is not null) return no;
        if ((no = Time("end", out var end)) is not null) return no;
        if ((no = ReadItems(out var items)) is not null) return no;
        if ((no = ReadExclusions(out var exclusions)) is not null) return no;
        if ((no = ReadRoom(out var room)) is not null) return no;
        var shown = Ids("shown");
        var here = Ids("here").ToHashSet();
        var theme = Line("theme");
        said = new()
        {
            OrgId = orgId, Kind = Kind, Also = [.. Every("also").Distinct()], HeldOn = held.Value, StartsAt = start, EndsAt = end, MakesUpFor = missed,
            Theme = theme.Length > 0 ? theme : items.FirstOrDefault()?.Text is { Length: > 0 } first ? first[..Math.Min(first.Length, 200)] : "",
            Place = Line("place"), Chair = Line("chair"), Recorder = Line("recorder"), Summary = Lines("summary"), Reason = Lines("reason"), Guests = Names("guests"),
            Absent = shown.Distinct().Where(id => !here.Contains(id)).ToDictionary(id => id, id => this[$"why-{id}"] is { Length: > 0 } why ? why : Absences.Unstated),
            Written = shown.Where(id => !here.Contains(id) && Has($"written-{id}")).ToHashSet(), Shown = shown.Count > 0 || Has("roll") ? shown.ToHashSet() : null,
            Items = items, Exclusions = exclusions, Room = room,
        };
        return null;
    }

    Refusal? ReadItems(out List<ItemRecording> items)
    {
        items = [];
        for (var i = 1; i <= Items; i++)
        {
            // An item that nobody wrote anything into is not an item.
            if (IsBlank(i)) continue;
            var at = items.Count + 1;
            var counts = new int[7];
            var names = new[] { "yes", "no", "abstain", "invalid", "wyes", "wno", "wabstain" };
            for (var n = 0; n < names.Length; n++)
                if (Count($"{names[n]}-{i}", out counts[n]) is not null) return new("第 {0} 个议题：票数“{1}”不是整数", $"{names[n]}-{i}", null, at, this[$"{names[n]}-{i}"]);
            if (Date($"dueon-{i}", out var due) is { } no) return no;
            items.Add(new(Line($"item-{i}"))
            {
                Way = this[$"way-{i}"] is { Length: > 0 } way ? way : MeetingItem.Heard, Subject = this[$"subject-{i}"] is { Length: > 0 } subject ? subject : Subjects.Ordinary,
                Yes = counts[0], No = counts[1], Abstain = counts[2], Invalid = counts[3], WrittenYes = counts[4], WrittenNo = counts[5], WrittenAbstain = counts[6],
                Recused = Names($"recused-{i}"), Resolution = Lines($"resolution-{i}"), Responsible = Line($"responsible-{i}"), DueOn = due,
                AboutId = long.TryParse(this[$"about-{i}"], NumberStyles.None, CultureInfo.InvariantCulture, out var about) ? about : null,
            });
        }
        return null;
    }

    Refusal? ReadExclusions(out List<ExclusionRecording> exclusions)
    {
        exclusions = [];
        for (var i = 1; i <= Exclusions; i++)
        {
            if (!long.TryParse(this[$"exwho-{i}"], NumberStyles.None, CultureInfo.InvariantCulture, out var who)) continue;
            if (Date($"exon-{i}", out var on) is { } no) return no with { Field = "excluded" };
            if (Count($"exyes-{i}", out var yes) is { } wrong) return wrong with { Field = "excluded" };
            exclusions.Add(new(who, this[$"exwhy-{i}"], Line($"exreply-{i}"), on, yes));
        }
        return exclusions.Select(e => e.PersonId).Distinct().Count() < exclusions.Count ? new("同一个人写了两次不计入应到会", "excluded") : null;
    }

    Refusal? ReadRoom(out RoomCount? room)
    {
        room = null;
        if (this["entitled"].Length == 0 && this["present"].Length == 0) return null;
        if (Count("entitled", out var entitled) is { } no) return no;
        if (Count("present", out var present) is { } wrong) return wrong;
        room = new(entitled, present, this["by"] is RoomCount.Households or RoomCount.Members ? this["by"] : RoomCount.Adults);
        return null;
    }

    Refusal? Date(string name, out DateOnly? day)
    {
        day = null;
        if (this[name].Trim().Length == 0) return null;
        if (LooseDate.Parse(this[name], out var read) is { } no) return no with { Field = name };
        return (day = read.Exact) is null ? new("“{0}”请写到哪一天", name, null, this[name]) : null;
    }

    Refusal? Time(string name, out TimeOnly? time)
    {
        time = null;
        var text = Plain.Fold(this[name]).Replace('：', ':');
        if (text.Length == 0) return null;
        if (!TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return new("“{0}”不是时间，请写成 19:30", name, null, this[name]);
        time = read;
        return null;
    }

    Refusal? Count(string name, out int count)
    {
        count = 0;
        var text = Plain.Fold(this[name]);
        return text.Length == 0 || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out count) ? null : new("“{0}”不是整数", name, null, this[name]);
    }

    List<long> Ids(string name) => [.. Every(name).Select(v => long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)];
    string Line(string name) => Plain.Line(this[name]);
    List<string> Names(string name) => [.. this[name].Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Plain.Line).Where(n => n.Length > 0)];

    /// <summary>Several lines, each as written, without marks that no file can hold.</summary>
    string Lines(string name) => string.Concat(Plain.Whole(this[name]).ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))).Trim();
}
