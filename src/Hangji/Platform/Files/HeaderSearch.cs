namespace Hangji.Platform.Files;

/// <summary>找表头: finds the header among the first rows, whatever titles stand above it and however many rows it takes, and matches its columns.</summary>
internal sealed class HeaderSearch
{
    /// <summary>How far down a header may begin, how many rows it may take, and how many rows below it are looked at for samples.</summary>
    public const int Depth = 20, MostRows = 3, Samples = 20;

    readonly IReadOnlyList<FieldSpec> fields;
    readonly Dictionary<string, List<(FieldSpec Field, int Rank)>> words = new(StringComparer.Ordinal);

    public HeaderSearch(IReadOnlyList<FieldSpec> fields)
    {
        this.fields = fields;
        foreach (var field in fields)
        {
            Know(HeaderText.Full(field.Title), field, 0);
            Know(HeaderText.Full(field.English), field, 0);
            Know(HeaderText.Full(field.Key), field, 1);
            foreach (var synonym in field.Synonyms) Know(HeaderText.Full(synonym), field, 1);
            foreach (var word in field.Synonyms.Append(field.Title)) Know(HeaderText.Plain(word), field, 2);
        }
    }

    /// <summary>The best header among the rows. One that was settled before (by fingerprint) wins over any score.
    /// Without any known word the first row of several texts is offered, so that the user can match by hand.</summary>
    public ColumnMap Find(string sheet, IReadOnlyList<SheetRow> rows, Func<string, ColumnMap?>? recall = null)
    {
        ColumnMap? best = null;
        var bestScore = 0;
        for (var first = 0; first < Math.Min(rows.Count, Depth); first++)
            for (var deep = 1; deep <= MostRows && first + deep <= rows.Count; deep++)
            {
                var headers = Headers(rows, first, deep);
                if (headers.Count == 0) continue;
                var fingerprint = HeaderText.Fingerprint(headers.Select(header => header.Text));
                if (recall?.Invoke(fingerprint) is { } known && Recalled(known, headers, sheet, rows, first, deep) is { } settled) return settled;
                var score = Score(rows, first, deep, headers, out var map, sheet, fingerprint);
                if (score > bestScore) (best, bestScore) = (map, score);
            }
        return best ?? Unknown(sheet, rows);
    }

    void Know(string word, FieldSpec field, int rank)
    {
        if (word.Length == 0) return;
        if (!words.TryGetValue(word, out var known)) words[word] = known = [];
        if (!known.Exists(one => one.Field == field)) known.Add((field, rank));
    }

    /// <summary>The header texts of one column, from the lowest up, and joined as shown.</summary>
    readonly record struct Header(int Column, string Text, string[] Wordings);

    static List<Header> Headers(IReadOnlyList<SheetRow> rows, int first, int deep)
    {
        var headers = new List<Header>();
        var last = rows[first + deep - 1];
        var width = 0;
        for (var i = first; i < first + deep; i++)
            if (rows[i].Cells.Count > 0) width = Math.Max(width, rows[i].Cells[^1].Column);
        for (var column = 1; column <= width; column++)
        {
            var parts = new List<string>();
            for (var i = first; i < first + deep; i++)
            {
                var cell = rows[i][column];
                var text = CellText.Clean(cell.Text);
                // A group label above several columns stands in its first one only, unless the file says how far it is merged.
                if (text.Length == 0 && i < first + deep - 1 && !last[column].IsBlank && last[column].Merged == MergedCopy.No) text = GroupLabel(rows[i], column);
                if (text.Length > 0 && (parts.Count == 0 || parts[^1] != text)) parts.Add(text);
            }
            if (parts.Count == 0) continue;
            string[] wordings = parts.Count switch
            {
                1 => [parts[0]],
                2 => [parts[0] + parts[1], parts[1], parts[0]],
                _ => [string.Concat(parts), parts[^2] + parts[^1], parts[^1], parts[0] + parts[^1]],
            };
            headers.Add(new Header(column, string.Join('/', parts), wordings));
        }
        return headers;
    }

    static string GroupLabel(SheetRow row, int column)
    {
        if (row.Cells.Any(cell => cell.Merged == MergedCopy.Across)) return "";
        for (var left = column - 1; left > 0; left--)
            if (!row[left].IsBlank) return CellText.Clean(row[left].Text);
        return "";
    }

    int Score(IReadOnlyList<SheetRow> rows, int first, int deep, List<Header> headers, out ColumnMap map, string sheet, string fingerprint)
    {
        var columns = Matched(headers, rows, first + deep);
        map = new ColumnMap(fingerprint, sheet, rows[first].Number, rows[first + deep - 1].Number - rows[first].Number + 1, columns);
        var found = columns.Count(column => column.Field is not null && column.How == ColumnMatch.Synonym) + columns.Count(column => column.How == ColumnMatch.Ambiguous && column.Rivals.Count > 0) / 2;
        if (found < Math.Min(2, Math.Min(fields.Count, headers.Count))) return 0;
        var data = 0;
        for (var i = first; i < first + deep; i++) data += rows[i].Cells.Count(cell => cell.Kind is CellKind.Number or CellKind.Date or CellKind.YesNo || cell.IsFormula);
        // Each further row must earn its place, and an earlier header wins over its repetition on the next page.
        return Math.Max(1, found * 100 - data * 20 - deep * 10 - first);
    }

    List<MatchedColumn> Matched(List<Header> headers, IReadOnlyList<SheetRow> rows, int below)
    {
        var claims = new List<(Header Header, FieldSpec Field, int Rank)>();
        var rivals = new Dictionary<int, List<string>>();
        foreach (var header in headers)
            if (Claim(header) is { Count: > 0 } found)
            {
                if (found.Count == 1) claims.Add((header, found[0].Field, found[0].Rank));
                else rivals[header.Column] = [.. found.Select(one => one.Field.Key)];
            }
        var taken = new Dictionary<int, (FieldSpec Field, ColumnMatch How)>();
        foreach (var group in claims.GroupBy(claim => claim.Field.Key))
        {
            var least = group.Min(claim => claim.Rank);
            var strongest = group.Where(claim => claim.Rank == least).ToList();
            if (strongest.Count == 1) taken[strongest[0].Header.Column] = (strongest[0].Field, ColumnMatch.Synonym);
            foreach (var claim in group)
                if (!taken.ContainsKey(claim.Header.Column)) rivals[claim.Header.Column] = [claim.Field.Key];
        }
        GuessByContent(headers, rows, below, taken);
        return [.. headers.Select(header => Column(header, rows, below,
            taken.TryGetValue(header.Column, out var match) ? match.Field.Key : null,
            taken.TryGetValue(header.Column, out match) ? match.How : rivals.ContainsKey(header.Column) ? ColumnMatch.Ambiguous : ColumnMatch.None,
            taken.ContainsKey(header.Column) ? [] : rivals.GetValueOrDefault(header.Column) ?? []))];
    }

    /// <summary>The fields that the header names, best wording first: joined, lower, upper; with brackets before without.</summary>
    List<(FieldSpec Field, int Rank)> Claim(Header header)
    {
        foreach (var form in (Func<string, string>[])[HeaderText.Full, HeaderText.Plain])
            foreach (var wording in header.Wordings)
                if (words.TryGetValue(form(wording), out var known))
                {
                    var least = known.Min(one => one.Rank);
                    return known.FindAll(one => one.Rank == least);
                }
        return [];
    }

    void GuessByContent(List<Header> headers, IReadOnlyList<SheetRow> rows, int below, Dictionary<int, (FieldSpec Field, ColumnMatch How)> taken)
    {
        foreach (var field in fields)
        {
            if (field.LooksLike is not { } looks || taken.Values.Any(match => match.Field == field)) continue;
            var alike = headers.Where(header => !taken.ContainsKey(header.Column) && AlmostAll(rows, below, header.Column, looks)).ToList();
            if (alike.Count == 1) taken[alike[0].Column] = (field, ColumnMatch.Content);
        }
    }

    static bool AlmostAll(IReadOnlyList<SheetRow> rows, int below, int column, Func<string, bool> looks)
    {
        var filled = rows.Skip(below).Take(Samples).Select(row => row[column]).Where(cell => !cell.IsBlank && !cell.IsFormula).Select(cell => CellText.Clean(cell.Text)).ToList();
        return filled.Count > 0 && filled.Count(looks) >= 0.8 * filled.Count;
    }

    static MatchedColumn Column(Header header, IReadOnlyList<SheetRow> rows, int below, string? field, ColumnMatch how, IReadOnlyList<string> rivals)
    {
        var sample = rows.Skip(below).Take(Samples).Select(row => row[header.Column]).FirstOrDefault(cell => !cell.IsBlank);
        return new MatchedColumn(header.Column, CellText.Shown(header.Text), CellText.Shown(sample.Text, 30), field, how, rivals);
    }

    /// <summary>A remembered map put onto this file; null when its columns do not stand here or its fields are gone.</summary>
    ColumnMap? Recalled(ColumnMap known, List<Header> headers, string sheet, IReadOnlyList<SheetRow> rows, int first, int deep)
    {
        if (known.Columns.Count != headers.Count || known.HeaderRows != rows[first + deep - 1].Number - rows[first].Number + 1) return null;
        var keys = fields.Select(field => field.Key).ToHashSet();
        var columns = new List<MatchedColumn>();
        for (var i = 0; i < headers.Count; i++)
        {
            var field = known.Columns[i].Field is { } key && keys.Contains(key) ? key : null;
            columns.Add(Column(headers[i], rows, first + deep, field, field is null ? ColumnMatch.None : ColumnMatch.Remembered, []));
        }
        return known with { Sheet = sheet, HeaderRow = rows[first].Number, Columns = columns };
    }

    ColumnMap Unknown(string sheet, IReadOnlyList<SheetRow> rows)
    {
        var first = 0;
        while (first + 1 < Math.Min(rows.Count, Depth) && rows[first].Cells.Count(cell => cell.Kind == CellKind.Text && cell.Merged == MergedCopy.No) < 2) first++;
        var headers = Headers(rows, first, 1);
        return new ColumnMap(HeaderText.Fingerprint(headers.Select(header => header.Text)), sheet, rows[first].Number, 1,
            [.. Matched(headers, rows, first + 1)]);
    }
}
