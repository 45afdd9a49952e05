using System.Threading.Channels;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hangji.Modules.Regulations.Procedures;

/// <summary>One record for one instance, and from which seat it comes.</summary>
internal sealed record Transition(long InstanceId, ProcedureEvent Event, ScopeRange Range, long? SeatId, string Actor);

/// <summary>
/// 成批提交: counts records into procedures at high rates (imports, interfaces) by group commit: whoever waits in the same moment shares one transaction, and is
/// answered when it is on the disk. The decision is that of <see cref="ProcedureEngine"/>; the scope is checked per record, since the batch has many seats.
/// </summary>
internal sealed class TransitionBulk(IServiceScopeFactory scopes, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Most records of one commit.</summary>
    public const int Most = 1000;

    private readonly Channel<(Transition Said, TaskCompletionSource<Refusal?> Answer)> waiting = Channel.CreateBounded<(Transition, TaskCompletionSource<Refusal?>)>(Most * 8);
    private readonly Lock gate = new();
    private Task? writer;

    /// <summary>Null when the record counts and is durable (or was there before), else what stands in its way. Throws for an instance outside the range.</summary>
    public async Task<Refusal?> Record(Transition said, CancellationToken stop = default)
    {
        lock (gate) writer ??= Task.Run(Write, CancellationToken.None);
        var answer = new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((said, answer), stop);
        return await answer.Task;
    }

    async Task Write()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = new List<(Transition Said, TaskCompletionSource<Refusal?> Answer)>();
            while (batch.Count < Most && waiting.Reader.TryRead(out var one)) batch.Add(one);
            try
            {
                var answers = await Commit([.. batch.Select(b => b.Said)]);
                for (var i = 0; i < batch.Count; i++)
                    if (answers[i] is { Stranger: true }) batch[i].Answer.SetException(new OutOfScopeException($"procedure {batch[i].Said.InstanceId}"));
                    else batch[i].Answer.SetResult(answers[i].Refusal);
            }
            catch (Exception fault)
            {
                foreach (var (_, answer) in batch) answer.TrySetException(fault);
            }
        }
    }

    /// <summary>One transaction: lock the heads in order, read their events, decide, append, move the heads.</summary>
    async Task<(Refusal? Refusal, bool Stranger)[]> Commit(Transition[] said)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Acting>().AsProgram("成批提交");
        var (db, desk, today, now) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<ProcedureDesk>(), clock.Today(), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync();
        long[] ids = [.. said.Select(t => t.InstanceId).Distinct().Order()];
        if (db.Postgres) await db.Database.ExecuteSqlRawAsync("select 1 from procedure_instances where id = any({0}) order by id for update", ids);
        // On SQLite the first write takes the one write lock there is: a head is touched before anything is read.
        else await db.Database.ExecuteSqlRawAsync("update procedure_instances set version = version where id = {0}", ids[0]);
        var files = await desk.Open(ids);
        var (answers, fresh, moved) = (new (Refusal?, bool)[said.Length], new List<ProcedureEntry>(), new Dictionary<long, ProcedureFile>());
        for (var i = 0; i < said.Length; i++)
        {
            var (instance, e) = (said[i].InstanceId, said[i].Event);
            if (!files.TryGetValue(instance, out var file) || !said[i].Range.Covers(file.Instance.OrgPath)) { answers[i] = (null, true); continue; }
            if (file.Has(e.Kind, e.RecordId)) continue;
            if (ProcedureEngine.Check(file.Pinned, file.Events, e, today) is { } obstacle) { answers[i] = (obstacle.Refusal, false); continue; }
            file.Events.Add(e);
            fresh.Add(ProcedureEntry.Of(file.Instance, file.Events.Count, e, now, said[i].SeatId, said[i].Actor));
            moved[instance] = file;
        }
        if (fresh.Count > 0)
        {
            await new BulkInsert(db, services.GetRequiredService<IActing>()).Rows(fresh);
            foreach (var file in moved.Values) file.Instance.Stand(file.State, file.Events.Count);
            await Move(db, [.. moved.Values.Select(f => f.Instance)]);
        }
        await transaction.CommitAsync();
        return answers;
    }

    static async Task Move(AppDb db, ProcedureInstance[] heads)
    {
        if (db.Postgres)
        {
            await db.Database.ExecuteSqlRawAsync("""
                update procedure_instances p set step = n.step, course = n.course, round = n.round, events = n.events, version = p.version + 1
                from unnest({0}, {1}, {2}, {3}, {4}) as n(id, step, course, round, events) where p.id = n.id
                """, [.. Columns(heads)]);
            return;
        }
        foreach (var head in heads)
            await db.Database.ExecuteSqlRawAsync("update procedure_instances set step = {0}, course = {1}, round = {2}, events = {3}, version = version + 1 where id = {4}", head.Step, head.Course, head.Round, head.Events, head.Id);
    }

    static object[] Columns(ProcedureInstance[] heads) =>
        [heads.Select(h => h.Id).ToArray(), heads.Select(h => h.Step).ToArray(), heads.Select(h => h.Course).ToArray(), heads.Select(h => h.Round).ToArray(), heads.Select(h => h.Events).ToArray()];

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        if (writer is { } running) await running;
    }
}
