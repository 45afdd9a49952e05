using System.Text.Json;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members.Importing;

/// <summary>导入任职: who holds which post in which body. The person is found by the ID number, or by the name where only one in the range bears it.</summary>
internal sealed class AppointmentsImport(AppDb db, PersonSecrets secrets, TimeProvider clock) : IImportKind
{
    static readonly CodeChoice PostChoice = new([.. Posts.All.Select(p => (p.Key, PostWords(p)))]);

    static string[] PostWords(Post post) => post.Key switch
    {
        "secretary" => [post.Name, "党支部书记", "支部书记", "党委书记", "党总支书记"], "deputy-secretary" => [post.Name, "党支部副书记", "支部副书记", "党委副书记"], "member" => [post.Name, "支部委员", "支委", "党委委员"],
        "discipline-member" => [post.Name, "纪律检查委员"], "group-leader" => [post.Name, "小组长", "组长"], "chair" => [post.Name, "村主任", "村委会主任"], "deputy-chair" => [post.Name, "村委会副主任"], "representative" => [post.Name, "代表"], _ => [post.Name],
    };

    static readonly Field<string> Name = Field.Name("name", "姓名", "Name") with { Required = true, MaxLength = 50, Synonyms = ["党员姓名", "任职人员", "人员姓名"] };
    static readonly Field<string> Id = MemberFields.Id;
    static readonly Field<string> Body = Field.Text("organization", "任职组织", "Organization") with { MaxLength = 120, Synonyms = ["所在党支部", "所在党组织", "党组织", "党组织名称", "组织名称", "任职党组织", "单位", "所在组织", "组织代码", "党组织代码"] };
    static readonly Field<string> PostHeld = Field.Code("post", "职务", "Post", PostChoice) with { Required = true, Synonyms = ["党内职务", "现任职务", "任职职务", "党组织职务"] };
    static readonly Field<LooseDate> From = Field.Date("from", "任职日期", "From", DatePrecision.Month) with { Required = true, Synonyms = ["任职时间", "任职开始日期", "任现职时间", "当选日期"] };
    static readonly Field<LooseDate> To = Field.Date("to", "离任日期", "To", DatePrecision.Month) with { Synonyms = ["离任时间", "免职日期", "任职结束日期", "卸任日期"] };
    static readonly Field<string> Document = Field.Text("document", "任职文号", "Document number") with { MaxLength = 60, Synonyms = ["文号", "批准文号", "任职文件"] };

    public const string Kind = "appointments";

    public string Key => Kind;
    public string Title => "任职";
    public IReadOnlyList<FieldSpec> Fields { get; } = [Name, Id, Body, PostHeld, From, To, Document];
    public IReadOnlySet<string> Sensitive { get; } = new HashSet<string> { Id.Key };

    sealed record Read(string Name, string? IdNumber, string? Body, string Post, DateOnly From, DateOnly? To, string? Document);

    public async Task<Refusal?> Stage(ImportBatch batch, OrgNode root, SheetReader reader, SheetInfo sheet, ColumnMap map, StagedRows staged, CancellationToken stop)
    {
        var today = clock.Today();
        var known = await OrgFinder.Below(db, root, today, stop);
        var import = new SheetImport<Read> { Fields = Fields, Build = row => Build(row, today) };
        if (import.ReadAll(reader, sheet, map, out var read, out var summary) is { } refusal) return refusal;
        // Posts within the file count as held for the rows below it.
        var held = new Dictionary<long, List<Appointment>>();
        foreach (var chunk in read.Chunk(200))
        {
            var rows = new List<ImportRow>();
            foreach (var row in chunk) rows.Add(await Judge(batch, root, row, known, held, today, stop));
            await staged.Add(rows);
        }
        await staged.Flush();
        staged.Skipped(summary.SkippedRows);
        return null;
    }

    static Read? Build(RowValues row, DateOnly today)
    {
        IdentityNumber? id = null;
        if (row.Get(Id) is { Length: > 0 } written)
        {
            if (IdentityNumber.Read(written, today, out var number, "id", old15: true) is { } wrong) row.Error(Id, wrong, "id-number");
            else id = number;
        }
        if (row.HasErrors) return null;
        var (from, to) = (row.Get(From)!.Value.First, row.Get(To)?.First);
        if (to <= from) row.Error(To, new Refusal("离任日期早于任职日期 {0}", Args: from), "post-order");
        return row.HasErrors ? null : new(PersonName.Normalise(row.Get(Name)), id?.Value, row.Get(Body), row.Get(PostHeld)!, from, to, row.Get(Document));
    }

    async Task<ImportRow> Judge(ImportBatch batch, OrgNode root, ImportedRow<Read> row, OrgFinder known, Dictionary<long, List<Appointment>> held, DateOnly today, CancellationToken stop)
    {
        var values = row.Values;
        var body = root;
        if (row.Record is not { } entry) return Staged(ImportRow.Bad, null, null);
        if (entry.Body is { } written && known.Find(written, _ => true, out body) is { } lost) values.Error(Body, lost, "organization-known");
        var (person, membership, stranger) = await Person(entry, stop);
        if (stranger is not null) values.Error(entry.IdNumber is null ? Name : Id, stranger, "person-known");
        if (values.HasErrors) return Staged(ImportRow.Bad, null, null);
        if (!held.TryGetValue(body.Id, out var posts)) held[body.Id] = posts = await db.Appointments.AsNoTracking().Where(a => a.OrgId == body.Id).ToListAsync(stop);
        if (posts.Find(a => a.PersonId == person!.Id && a.Post == entry.Post && a.FromOn == entry.From) is { } same) return Staged(ImportRow.Same, same.Id, null);
        // A closed term of office is history: only overlapping ones stand in its way.
        var then = posts.Where(a => (a.ToOn is null || a.ToOn > entry.From) && (entry.To is null || a.FromOn < entry.To)).ToList();
        if (AppointOfficer.Check(body, new(person!.Id, entry.Post, entry.From, null, entry.Document), membership, then, today) is { } obstacle)
        {
            values.Error(obstacle.Field == "Post" ? PostHeld : obstacle.Field == "FromOn" ? From : Name, obstacle, "appointment");
            return Staged(ImportRow.Bad, null, null);
        }
        var made = new Appointment { Id = Ids.Next(), OrgId = body.Id, PersonId = person.Id, Post = entry.Post, FromOn = entry.From, ToOn = entry.To, DocumentNo = entry.Document, BatchId = batch.Id };
        posts.Add(made);
        return Staged(ImportRow.New, made.Id, JsonSerializer.SerializeToUtf8Bytes(made));

        ImportRow Staged(string verdict, long? subject, byte[]? content) => new()
        {
            BatchId = batch.Id, Row = row.Row, Verdict = verdict, Take = verdict == ImportRow.New, Title = row.Record?.Name ?? CellText.Shown(values.Raw(Name), 20), OrgId = body?.Id, SubjectId = subject, Content = content,
            Notes = RowNote.ToJson([.. values.Problems.Select(p => RowNote.Of(p, Sensitive))]), Warned = values.Problems.Any(p => p.Warning),
        };
    }

    async Task<(Person?, Membership?, Refusal?)> Person(Read entry, CancellationToken stop)
    {
        Person? person;
        if (entry.IdNumber is { } number)
        {
            var index = secrets.Index(number);
            person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.IdIndex == index, stop);
            if (person is null) return (null, null, new("名册上没有这个公民身份号码的人"));
            if (person.Name != entry.Name) return (null, null, new("这个公民身份号码登记的是另一个姓名"));
        }
        else
        {
            var alike = await db.Persons.AsNoTracking().Where(p => p.Name == entry.Name).Take(2).ToListAsync(stop);
            if (alike.Count != 1) return (null, null, alike.Count == 0 ? new("名册上没有叫“{0}”的人", null, null, entry.Name) : new("名册上不止一人叫“{0}”，请填公民身份号码", null, null, entry.Name));
            person = alike[0];
        }
        var membership = await db.Memberships.AsNoTracking().Where(m => m.PersonId == person.Id && m.FromOn <= entry.From && (m.ToOn == null || m.ToOn > entry.From)).FirstOrDefaultAsync(stop);
        return (person, membership, null);
    }

    public async Task<(int Taken, Refusal? Why)> Take(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop)
    {
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Take && r.Verdict == ImportRow.New).OrderBy(r => r.Row).Select(r => r.Content!).ToListAsync(stop);
        foreach (var content in rows)
        {
            var made = JsonSerializer.Deserialize<Appointment>(content)!;
            made.OrgPath = "";
            db.Add(made);
        }
        progress.Report((rows.Count, rows.Count));
        return (rows.Count, null);
    }

    public async Task<IReadOnlyList<KeptRow>> ChangedSince(ImportBatch batch, CancellationToken stop)
    {
        var kept = new List<KeptRow>();
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Take && r.Verdict == ImportRow.New).OrderBy(r => r.Row).ToListAsync(stop);
        var now = await db.Appointments.AsNoTracking().Where(a => a.BatchId == batch.Id).ToDictionaryAsync(a => a.Id, stop);
        var ended = (await db.Facts.AsNoTracking().Where(f => f.Kind == "appointment.ended" && f.RecordedAt >= batch.TakenAt).Select(f => f.SubjectId).ToListAsync(stop)).ToHashSet();
        foreach (var row in rows)
            if (!now.TryGetValue(row.SubjectId!.Value, out var appointment)) kept.Add(new(row.Row, row.Title, row.SubjectId.Value, new("这一任职已经不在")));
            else if (appointment.ToOn is not null && ended.Contains(appointment.PersonId)) kept.Add(new(row.Row, row.Title, appointment.Id, new("导入以后登记了离任")));
        return kept;
    }

    public async Task<int> Undo(ImportBatch batch, IReadOnlyList<KeptRow> kept, CancellationToken stop)
    {
        var stay = kept.Select(k => k.SubjectId).ToList();
        return await db.Appointments.Where(a => a.BatchId == batch.Id && !stay.Contains(a.Id)).ExecuteDeleteAsync(stop);
    }
}
