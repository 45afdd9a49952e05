using System.Text.Json;
using System.Threading.Channels;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hangji.Modules.Members.Importing;

/// <summary>导入党员名册: checks rosters against the rules and the register. Additions are prepared whole here — keys, sealing, masking — so that taking them is only writing.</summary>
internal sealed class MembersImport(AppDb db, PersonSecrets secrets, TimeProvider clock, TakeMembers taking, UndoMembers undoing) : IImportKind
{
    const int Chunk = 2000;

    public const string Kind = "members";

    public string Key => Kind;
    public string Title => "党员名册";
    public IReadOnlyList<FieldSpec> Fields => MemberFields.All;
    public IReadOnlySet<string> Sensitive => MemberFields.Sensitive;

    public async Task<Refusal?> Stage(ImportBatch batch, OrgNode root, SheetReader reader, SheetInfo sheet, ColumnMap map, StagedRows staged, CancellationToken stop)
    {
        var today = clock.Today();
        var bodies = await OrgFinder.Below(db, root, today, stop);
        var rows = Channel.CreateBounded<ImportedRow<MemberEntry>[]>(4);
        var summary = new ImportSummary(0, 0, 0, 0, []);
        // The sheet is read on its own thread while earlier rows are looked up and prepared.
        var reading = Task.Run(async () =>
        {
            var chunk = new List<ImportedRow<MemberEntry>>(Chunk);
            var refusal = MemberDraft.Import(today).Read(reader, sheet, map, row =>
            {
                chunk.Add(row);
                if (chunk.Count < Chunk) return;
                Push();
            }, out summary, null, stop);
            if (chunk.Count > 0) Push();
            return refusal;

            void Push()
            {
                rows.Writer.WriteAsync([.. chunk], stop).AsTask().GetAwaiter().GetResult();
                chunk.Clear();
            }
        }, stop);
        _ = reading.ContinueWith(done => rows.Writer.Complete(done.Exception), TaskScheduler.Default);
        await foreach (var chunk in rows.Reader.ReadAllAsync(stop)) 
        {
            var (found, fresh) = await Judge(batch, root, bodies, chunk, today, stop);
            if (fresh.Length > 0) staged.Add(new ImportChunk { BatchId = batch.Id, FromRow = fresh[0].Row, Content = StagedMembers.Write(fresh) });
            await staged.Add(found);
        }
        var refused = await reading;
        await staged.Flush();
        staged.Skipped(summary.SkippedRows);
        return refused;
    }

    public (string Href, string Text)? Shown(ImportBatch batch) => ($"/members?batch={batch.Id}", "看这一批党员");

    public Refusal? Clash(Exception fault) => (fault is DbUpdateException ? fault.InnerException : fault) switch
    {
        PostgresException { SqlState: "23505", ConstraintName: "ix_persons_id_index" } => Twice,
        SqliteException { SqliteErrorCode: 19 } one when one.Message.Contains("persons.id_index", StringComparison.Ordinal) => Twice,
        _ => null,
    };

    static Refusal Twice => new("核对以后有人登记了同样的公民身份号码，请重新核对");

    public Task<(int Taken, Refusal? Why)> Take(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop) => taking.Run(batch, progress, stop);
    public Task<IReadOnlyList<KeptRow>> ChangedSince(ImportBatch batch, CancellationToken stop) => undoing.ChangedSince(batch, stop);
    public Task<int> Undo(ImportBatch batch, IReadOnlyList<KeptRow> kept, CancellationToken stop) => undoing.Run(batch, kept, stop);

    /// <summary>One chunk against the register: at most three queries, the rest on both cores.</summary>
    async Task<(ImportRow[] Rows, NewMember[] Fresh)> Judge(ImportBatch batch, OrgNode root, OrgFinder bodies, ImportedRow<MemberEntry>[] chunk, DateOnly today, CancellationToken stop)
    {
        var indexes = new byte[]?[chunk.Length];
        Parallel.For(0, chunk.Length, i => indexes[i] = chunk[i].Record?.IdNumber is { } id ? secrets.Index(id) : null);
        var known = await Known([.. indexes.OfType<byte[]>()], today, stop);
        var results = new ImportRow[chunk.Length];
        var fresh = new NewMember?[chunk.Length];
        Parallel.For(0, chunk.Length, i => results[i] = One(batch, root, bodies, chunk[i], indexes[i], known, today, out fresh[i]));
        return (results, [.. fresh.OfType<NewMember>()]);
    }

    ImportRow One(ImportBatch batch, OrgNode root, OrgFinder bodies, ImportedRow<MemberEntry> row, byte[]? index, Dictionary<string, KnownPerson> register, DateOnly today, out NewMember? made)
    {
        made = null;
        var values = row.Values;
        var before = values.Problems.Count;
        var title = row.Record?.Name ?? CellText.Shown(values.Raw(MemberFields.Name), 20);
        if (row.Record is not { } entry) return Staged(ImportRow.Bad, null, null, null);
        if (Branch(values, root, bodies, out var branch) is { } lost)
        {
            values.Error(MemberFields.Branch, lost, "branch-known");
            return Staged(ImportRow.Bad, null, null, null);
        }
        if (Group(values, branch, bodies, out var group) is { } noGroup) values.Warn(MemberFields.Group, noGroup, "group-known");
        entry = entry with { GroupId = group?.Id };
        if (index is null || !register.TryGetValue(Convert.ToBase64String(index), out var known))
        {
            made = Fresh(entry, branch);
            return Staged(ImportRow.New, branch.Id, made.Person.Id, null);
        }
        if (known.Running is not { } running)
            return Staged(ImportRow.Back, branch.Id, known.Person.Id, secrets.SealRow(JsonSerializer.Serialize(entry, MemberJson.Default.MemberEntry), batch.Id));
        if (running.OrgId != branch.Id)
        {
            values.Error(MemberFields.Id, known.Where is not { } where ? new Refusal("这个公民身份号码已经在其他党组织名册上，请先办理组织关系转接") : new Refusal("这个公民身份号码已经在{0}名册上，请先办理组织关系转接", Args: [where]), "registered-elsewhere");
            return Staged(ImportRow.Bad, branch.Id, null, null);
        }
        return Differs(entry, known.Person, running)
            ? Staged(ImportRow.Change, branch.Id, running.Id, secrets.SealRow(JsonSerializer.Serialize(entry, MemberJson.Default.MemberEntry), batch.Id))
            : Staged(ImportRow.Same, branch.Id, running.Id, null);

        NewMember Fresh(MemberEntry entry, OrgNode branch)
        {
            var person = entry.ToPerson(Ids.Next(), branch.Id, secrets, batch.Id);
            var membership = entry.ToMembership(Ids.Next(), branch.Id, person, entry.MovedInOn is null ? "registered" : "moved-in", batch.Id);
            var spells = entry.ToSpells(branch.Id, person.Id, today, secrets, batch.Id).ToArray();
            return new(row.Row, person, membership, spells.Length == 0 ? null : spells);
        }

        ImportRow Staged(string verdict, long? org, long? subject, byte[]? content) => new()
        {
            BatchId = batch.Id, Row = row.Row, Verdict = verdict, Take = verdict is ImportRow.New or ImportRow.Back or ImportRow.Change, Title = title, OrgId = org, SubjectId = subject, Content = content,
            Notes = RowNote.ToJson([.. values.Problems.Select(p => RowNote.Of(p, MemberFields.Sensitive))]), Warned = values.Problems.Any(p => p.Warning),
        };
    }

    static Refusal? Branch(RowValues row, OrgNode root, OrgFinder bodies, out OrgNode branch)
    {
        branch = root;
        // A code says it exactly; one from another installation means nothing here, then the name decides.
        if (row.Get(MemberFields.BranchCode) is { Length: > 0 } code && (bodies.ByCode(code) is { } coded && coded.TakesMembers() || row.Get(MemberFields.Branch) is null)) return bodies.Find(code, Registers.TakesMembers, out branch);
        if (row.Get(MemberFields.Branch) is { Length: > 0 } written) return bodies.Find(written, Registers.TakesMembers, out branch);
        return root.TakesMembers() ? null : new("没有写所在党支部，而“{0}”不是党支部", "branch", null, root.ShortName);
    }

    static Refusal? Group(RowValues row, OrgNode branch, OrgFinder bodies, out OrgNode? group)
    {
        group = null;
        if (row.Get(MemberFields.Group) is not { Length: > 0 } written) return null;
        if (bodies.Find(written, o => o.ParentId == branch.Id && o.Kind == "group", out var found) is not null) return new("{0}没有叫“{1}”的党小组，暂不编组", "group", null, branch.ShortName, CellText.Shown(written, 20));
        group = found;
        return null;
    }

    /// <summary>Whether taking the entry would change anything that the register has.</summary>
    bool Differs(MemberEntry entry, Person person, Membership membership)
    {
        static bool Other(string? now, string? has) => now is not null && now != has;
        var born = entry.Born.Precision >= person.BornTo && entry.Born.Precision != DatePrecision.None && entry.Born != person.Born;
        return person.Name != entry.Name || person.Sex != entry.Sex || born || Other(entry.Ethnic, person.Ethnic) || Other(entry.NativePlace, person.NativePlace) || Other(entry.Education, person.Education)
            || Other(entry.EducationInService, person.EducationInService) || Other(entry.Degree, person.Degree) || Other(entry.Unit, person.Unit) || Other(entry.UnitPost, person.UnitPost) || Other(entry.JobType, person.JobType)
            || entry.Joined != membership.Joined || entry.Full.Precision != DatePrecision.None && entry.Full != membership.Full || entry.FullUndated && membership.FullSince is null
            || Other(entry.Introducers, membership.Introducers) || Other(entry.ApplicationNo, membership.ApplicationNo) || Other(entry.CameFrom, membership.CameFrom) || Other(entry.LetterNo, membership.LetterNo)
            || Other(entry.DossierPlace, membership.DossierPlace) || entry.GroupId is not null && entry.GroupId != membership.GroupId
            || Other(entry.Phone, secrets.Phone(person)) || Other(entry.Address, secrets.Address(person));
    }

    /// <param name="Where">The branch he belongs to, where the seat may know it.</param>
    sealed record KnownPerson(Person Person, Membership? Running, string? Where);

    /// <summary>Persons with these numbers anywhere in the register: a number must not be registered twice. Strangers are told no more than that.</summary>
    async Task<Dictionary<string, KnownPerson>> Known(List<byte[]> indexes, DateOnly today, CancellationToken stop)
    {
        if (indexes.Count == 0) return [];
        var persons = await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(p => p.IdIndex != null && indexes.Contains(p.IdIndex)).ToListAsync(stop);
        if (persons.Count == 0) return [];
        var ids = persons.Select(p => p.Id).ToList();
        var running = (await db.Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => ids.Contains(m.PersonId) && (m.ToOn == null || m.ToOn > today)).ToListAsync(stop)).ToLookup(m => m.PersonId);
        var orgs = running.SelectMany(g => g).Select(m => m.OrgId).Distinct().ToList();
        var names = await db.Orgs.AsNoTracking().Where(o => orgs.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        return persons.ToDictionary(p => Convert.ToBase64String(p.IdIndex!), p =>
        {
            var last = running[p.Id].OrderByDescending(m => m.FromOn).FirstOrDefault();
            return new KnownPerson(p, last, last is null ? null : names.GetValueOrDefault(last.OrgId));
        });
    }
}
