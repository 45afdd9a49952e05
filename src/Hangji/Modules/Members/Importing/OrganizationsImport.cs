using System.Text.Json;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members.Importing;

/// <summary>
/// 导入组织名册: sets up the bodies of a list below one body; superiors may stand in the register or anywhere on the same list. What exists is left as it
/// is: names and kinds change by acts with a document, not by a spreadsheet.
/// </summary>
internal sealed class OrganizationsImport(AppDb db, BodyRegister register, TimeProvider clock) : IImportKind
{
    public const string Kind = "organizations";

    public string Key => Kind;
    public string Title => "组织";
    public IReadOnlyList<FieldSpec> Fields => OrganizationFields.All;
    public IReadOnlySet<string> Sensitive => OrganizationFields.Sensitive;

    /// <summary>One row on its way: what it says, and what it turned out to be.</summary>
    private sealed class Line(ImportedRow<object> row)
    {
        public RowValues Values => row.Values;
        public int Row => row.Row;
        public string Name { get; } = Plain.Line(row.Values.Get(OrganizationFields.Name));
        public string Code { get; set; } = OrgCode(row.Values.Get(OrganizationFields.Code));
        public string? Kind { get; set; }
        public OrgNode? There { get; set; }
        public BodyDraft? Draft { get; set; }
        public bool Judged { get; set; }
    }

    public async Task<Refusal?> Stage(ImportBatch batch, OrgNode root, SheetReader reader, SheetInfo sheet, ColumnMap map, StagedRows staged, CancellationToken stop)
    {
        var sheets = new SheetImport<object> { Fields = Fields, Build = row => row, KeyOf = row => OrgCode(row.Raw(OrganizationFields.Code)) is { Length: > 0 } code ? code : null };
        if (sheets.ReadAll(reader, sheet, map, out var rows, out var summary) is { } refused) return refused;
        var today = clock.Today();
        var bodies = await OrgFinder.Below(db, root, today, stop);
        var lines = rows.Select(r => new Line(r)).ToList();
        var taken = await register.Taken([.. lines.Select(l => l.Code).Where(c => c.Length > 0).Distinct()], stop);
        var list = new Listed(lines.Where(l => !l.Values.HasErrors));
        foreach (var line in lines) Judge(line, root, bodies, list, taken, today, 0);
        await staged.Add([.. lines.Select(l => Staged(batch, l))]);
        await staged.Flush();
        staged.Skipped(summary.SkippedRows);
        return null;
    }

    /// <summary>The bodies of the list by what other rows call them.</summary>
    private sealed class Listed
    {
        private readonly Dictionary<string, Line> byCode = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Line?> byName = new(StringComparer.Ordinal);
        public HashSet<string> Codes { get; } = new(StringComparer.Ordinal);

        public Listed(IEnumerable<Line> lines)
        {
            foreach (var line in lines)
            {
                if (line.Code.Length > 0) (byCode[line.Code], _) = (line, Codes.Add(line.Code));
                // A name that two rows have names neither.
                foreach (var name in new[] { line.Name, Plain.Line(line.Values.Get(OrganizationFields.ShortName)), OrgNames.ShortOf(line.Name) }.Where(n => n.Length > 0).Distinct())
                    byName[name] = byName.TryGetValue(name, out var other) && other != line ? null : line;
            }
        }

        public Line? ByCode(string code) => byCode.GetValueOrDefault(code);
        public Line? ByName(string name) => byName.GetValueOrDefault(name);
    }

    private void Judge(Line line, OrgNode root, OrgFinder bodies, Listed list, HashSet<string> taken, DateOnly today, int depth)
    {
        if (line.Judged) return;
        line.Judged = true;
        var row = line.Values;
        if (row.HasErrors) return;
        line.Kind = row.Get(OrganizationFields.Kind) ?? OrgNames.KindOf(line.Name);
        if (line.Kind is null) { row.Error(OrganizationFields.Kind, new("从名称看不出组织类别，请填写“类别”一列"), "kind-unknown"); return; }
        if (Above(line, root, bodies, list, taken, today, depth) is not { } above) return;
        if (line.Code.Length == 0) line.Code = Existing(bodies, above.Id, line.Name)?.Code ?? NextCode(above.Code, bodies, list);
        if (bodies.ByCode(line.Code) is { } there)
        {
            line.There = there;
            if (there.Name != line.Name && there.ShortName != line.Name) row.Error(OrganizationFields.Name, new("代码 {0} 已是“{1}”；更名请在组织页办理", Args: [line.Code, there.ShortName]), "code-known");
            return;
        }
        if (taken.Contains(line.Code)) { row.Error(OrganizationFields.Code, new("这个组织代码已有组织在用"), "code-taken"); return; }
        var draft = Draft(line, above);
        if (draft.Kind == OrgKinds.JointBranch && draft.Units is null) row.Warn(OrganizationFields.Units, new("联合党支部没有写涵盖的单位，请以后补上", Article: "支部工作条例第五条"), "joint-units");
        if (BodyRegister.Check(draft, above.Kind, today) is { } refusal) row.Error(Fields.FirstOrDefault(f => Column(refusal.Field) == f.Key), refusal, "body");
        else line.Draft = draft;
    }

    private sealed record Superior(long Id, string Code, string Kind, string Field);

    private Superior? Above(Line line, OrgNode root, OrgFinder bodies, Listed list, HashSet<string> taken, DateOnly today, int depth)
    {
        var row = line.Values;
        var (code, name) = (OrgCode(row.Get(OrganizationFields.ParentCode)), Plain.Line(row.Get(OrganizationFields.Parent)));
        if (code.Length == 0 && name.Length == 0) return new(root.Id, root.Code, root.Kind, root.Field);
        if ((code.Length > 0 ? list.ByCode(code) : list.ByName(name) ?? list.ByCode(OrgCode(name))) is { } listed && listed != line && depth < 50)
        {
            Judge(listed, root, bodies, list, taken, today, depth + 1);
            if (listed.Draft is { } draft) return new(draft.Id, draft.Code, draft.Kind, draft.Field);
            if (listed.There is { } standing) return Of(standing);
            row.Error(code.Length > 0 ? OrganizationFields.ParentCode : OrganizationFields.Parent, new("上级组织在第 {0} 行，那一行不能导入", Args: listed.Row), "parent-refused");
            return null;
        }
        if (code.Length > 0 && bodies.ByCode(code) is { } coded) return Of(coded);
        if (bodies.Find(name.Length > 0 ? name : code, o => OrgKinds.Find(o.Kind) is { IsParty: true }, out var found) is not { } lost) return Of(found);
        row.Error(name.Length > 0 ? OrganizationFields.Parent : OrganizationFields.ParentCode, lost, "parent-unknown");
        return null;
    }

    private static Superior Of(OrgNode node) => new(node.Id, node.Code, node.Kind, node.Field);

    private static OrgNode? Existing(OrgFinder bodies, long parent, string name) =>
        bodies.Find(name, o => o.ParentId == parent && (o.Name == name || o.ShortName == name), out var found) is null ? found : null;

    /// <summary>A list without codes: the superior's code and the next free number.</summary>
    private static string NextCode(string above, OrgFinder bodies, Listed list)
    {
        for (var number = 1; ; number++)
            if ($"{above}-{number:000}" is var code && bodies.ByCode(code) is null && list.Codes.Add(code)) return code;
    }

    private static BodyDraft Draft(Line line, Superior above)
    {
        var row = line.Values;
        static string? Text(RowValues row, Field<string> field) => row.Get(field) is { Length: > 0 } text ? text : null;
        return new()
        {
            Id = Ids.Next(), ParentId = above.Id, Code = line.Code, Name = line.Name, ShortName = Text(row, OrganizationFields.ShortName) ?? OrgNames.ShortOf(line.Name), Kind = line.Kind!,
            Field = row.Get(OrganizationFields.Area) ?? above.Field, Relation = row.Get(OrganizationFields.Relation) ?? (line.Kind == OrgKinds.JointBranch ? UnitRelations.Joint : UnitRelations.Own),
            DivisionCode = Text(row, OrganizationFields.Division), Units = Text(row, OrganizationFields.Units), CreditCode = Text(row, OrganizationFields.Credit), Address = Text(row, OrganizationFields.Address),
            Phone = Text(row, OrganizationFields.Phone), SetUpOn = row.Get(OrganizationFields.SetUp)?.First, DocumentNo = Text(row, OrganizationFields.Document), Approver = Text(row, OrganizationFields.Approver),
            ElectedOn = row.Get(OrganizationFields.Elected)?.First, TermYears = row.Get(OrganizationFields.Term),
        };
    }

    private static ImportRow Staged(ImportBatch batch, Line line)
    {
        var verdict = line.Values.HasErrors ? ImportRow.Bad : line.There is not null ? ImportRow.Same : ImportRow.New;
        return new()
        {
            BatchId = batch.Id, Row = line.Row, Verdict = verdict, Take = verdict == ImportRow.New, Title = line.Name.Length > 0 ? line.Name : CellText.Shown(line.Values.Raw(OrganizationFields.Name), 20),
            OrgId = line.There?.Id, SubjectId = line.Draft?.Id ?? line.There?.Id, Content = line.Draft is null || verdict != ImportRow.New ? null : JsonSerializer.SerializeToUtf8Bytes(line.Draft),
            Notes = RowNote.ToJson([.. line.Values.Problems.Select(p => RowNote.Of(p, OrganizationFields.Sensitive))]), Warned = line.Values.Problems.Any(p => p.Warning),
        };
    }

    public async Task<(int Taken, Refusal? Why)> Take(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop)
    {
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Verdict == ImportRow.New).OrderBy(r => r.Row).Select(r => new { r.Row, r.Take, r.Content }).ToListAsync(stop);
        var drafts = rows.Select(r => (r.Row, r.Take, Body: JsonSerializer.Deserialize<BodyDraft>(r.Content!)!)).ToList();
        var left = drafts.Where(d => !d.Take).ToDictionary(d => d.Body.Id, d => d.Row);
        if (drafts.Find(d => d.Take && left.ContainsKey(d.Body.ParentId)) is { Body: { } orphan, Row: var at }) return (0, new("第 {0} 行的上级在第 {1} 行，那一行没有选中", null, null, at, left[orphan.ParentId]));
        var bodies = drafts.Where(d => d.Take).Select(d => d.Body).ToList();
        if (await register.SetUp(bodies, stop) is { } refusal) return (0, refusal);
        progress.Report((bodies.Count, bodies.Count));
        return (bodies.Count, null);
    }

    public async Task<IReadOnlyList<KeptRow>> ChangedSince(ImportBatch batch, CancellationToken stop)
    {
        var rows = await Added(batch, stop);
        var rooted = await register.Rooted([.. rows.Keys], stop);
        return [.. rooted.Select(r => new KeptRow(rows[r.Key].Row, rows[r.Key].Title, r.Key, r.Value)).OrderBy(k => k.Row)];
    }

    public async Task<int> Undo(ImportBatch batch, IReadOnlyList<KeptRow> kept, CancellationToken stop) =>
        await register.Remove([.. (await Added(batch, stop)).Keys.Except(kept.Select(k => k.SubjectId))], stop);

    private async Task<Dictionary<long, (int Row, string Title)>> Added(ImportBatch batch, CancellationToken stop) =>
        (await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Take && r.Verdict == ImportRow.New).Select(r => new { r.Row, r.Title, r.SubjectId }).ToListAsync(stop)).ToDictionary(r => r.SubjectId!.Value, r => (r.Row, r.Title));

    private static string OrgCode(string? raw) => string.Concat(CellText.Narrow(raw ?? "").Where(c => !char.IsWhiteSpace(c)));

    /// <summary>The column of a finding that the rules of bodies name by their property.</summary>
    private static string? Column(string? property) => property switch
    {
        "Code" => "code", "Name" => "name", "ShortName" => "short-name", "Kind" => "kind", "Field" => "field", "Relation" => "relation", "DivisionCode" => "division", "Units" => "units", "CreditCode" => "credit-code",
        "Address" => "address", "Phone" => "phone", "ElectedOn" => "elected", "TermYears" => "term-years", "On" => "set-up", _ => null,
    };
}
