using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>算出的日期: a day, and whether it rests on an assumption because a day on the way lies outside the known calendars.</summary>
internal readonly record struct WorkDate(DateOnly Day, bool Assumed);

/// <summary>工作日: working days by the State Council's yearly arrangements (regulations/calendars).</summary>
/// <remarks>
/// Outside the known years Monday to Friday are taken for working days and every answer says so (<c>Assumed</c>): the next
/// year's arrangement is only published in autumn, and a date that may still move must not look certain.
/// Two ways of counting are kept apart. <see cref="Through"/> counts working days, the first day included, as a public
/// notice does. <see cref="CivilDeadline"/> counts calendar days or months as the Civil Code does (Arts. 201 to 203): the first
/// day is not counted, months end on the same day number or the month's last day, and an end on a day of rest moves to the
/// next working day.
/// </remarks>
internal sealed class WorkingDays
{
    static readonly Lazy<WorkingDays> shipped = new(() =>
    {
        var (days, errors) = Load(Path.Combine(Rulebook.ShippedDirectory, "calendars"));
        return days ?? throw new InvalidOperationException("The calendars shipped with the program do not load:\n" + string.Join("\n", errors));
    });
    readonly Dictionary<DateOnly, (bool Off, string Name)> exceptions;
    readonly HashSet<int> years;

    WorkingDays(Dictionary<DateOnly, (bool, string)> exceptions, HashSet<int> years) => (this.exceptions, this.years) = (exceptions, years);

    public static WorkingDays Shipped => shipped.Value;
    public IReadOnlyCollection<int> Years => years;

    /// <summary>Reads YYYY.yaml files; every mistake is listed.</summary>
    public static (WorkingDays? Days, IReadOnlyList<PackError> Errors) Load(string dir)
    {
        var errors = new ErrorList();
        if (!Directory.Exists(dir)) { errors.Add(dir, null, null, "there is no such folder"); return (null, errors.All); }
        var (exceptions, years) = (new Dictionary<DateOnly, (bool, string)>(), new HashSet<int>());
        foreach (var path in Directory.EnumerateFiles(dir, "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (Section.Open(path, name, errors) is not { } file) continue;
            var year = file.Int("year");
            if (name != $"{year}.yaml") file.Wrong("year", "the file is named after another year");
            years.Add(year);
            foreach (var day in file.Inners("days", true))
            {
                var (date, word, off) = (day.Date("date"), day.Text("name"), day.Flag("off"));
                if (Math.Abs(date.DayNumber - new DateOnly(Math.Clamp(year, 1, 9999), 7, 1).DayNumber) > 200) day.Wrong("date", "lies outside the year");
                if (exceptions.TryGetValue(date, out var before) && before.Item1 != off) day.Wrong("date", "is said to be a day of rest and a working day");
                exceptions[date] = (off, word);
                day.Close();
            }
            file.Close();
        }
        return errors.All.Count > 0 ? (null, errors.All) : (new(exceptions, years), []);
    }

    /// <summary>Whether the arrangement of the day's year is known.</summary>
    public bool Knows(DateOnly day) => years.Contains(day.Year) || exceptions.ContainsKey(day);

    /// <summary>Working day or not; assumed from the weekday where <see cref="Knows"/> is false.</summary>
    public bool IsWorkingDay(DateOnly day) => exceptions.TryGetValue(day, out var known) ? !known.Off : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>国庆节, 春节 ...: the name of a day that the arrangement names, else null.</summary>
    public string? NameOf(DateOnly day) => exceptions.TryGetValue(day, out var known) ? known.Name : null;

    /// <summary>The n-th working day after a day, that day not counted; n at least 0 (0 gives the day itself).</summary>
    public WorkDate Add(DateOnly from, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        var (day, assumed) = (from, false);
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            assumed |= !Knows(day);
            if (IsWorkingDay(day)) left--;
        }
        return new(day, assumed);
    }

    /// <summary>公示期: the last of n working days that begin with <paramref name="first"/>, the first counted when it is one.</summary>
    public WorkDate Through(DateOnly first, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingDays, 1);
        var counted = IsWorkingDay(first) ? 1 : 0;
        var (day, assumed) = Add(first, workingDays - counted);
        return new(day, assumed || !Knows(first));
    }

    /// <summary>Working days from one day to another, both counted; 0 when they are the wrong way round.</summary>
    public (int Days, bool Assumed) Count(DateOnly from, DateOnly to)
    {
        var (count, assumed) = (0, false);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            assumed |= !Knows(day);
            if (IsWorkingDay(day)) count++;
        }
        return (count, assumed);
    }

    /// <summary>The day itself when it is a working day, else the next one.</summary>
    public WorkDate OnOrAfter(DateOnly day)
    {
        var assumed = !Knows(day);
        while (!IsWorkingDay(day)) { day = day.AddDays(1); assumed |= !Knows(day); }
        return new(day, assumed);
    }

    /// <summary>民法典期间: the last day of a period of days and months that begins on <paramref name="start"/> (Arts. 201 to 203).</summary>
    public WorkDate CivilDeadline(DateOnly start, int days = 0, int months = 0) => OnOrAfter(start.AddMonths(months).AddDays(days));
}
