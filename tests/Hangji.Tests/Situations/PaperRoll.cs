using Hangji.Modules.Members.Contract;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Tests.Situations;

/// <summary>A roll written on paper: who belongs to which body, the same on every day unless a day is said. For rooms that only need to know who is due.</summary>
internal sealed class PaperRoll : IMemberRoll
{
    private readonly List<(long Org, RollEntry Entry, DateOnly? From)> members = [];
    private readonly List<(long Org, RollEntry Entry)> committee = [];

    public static RollEntry Person(long id, string name, bool mayVote = true, string? why = null, long? group = null, string? post = null, bool infirm = false) =>
        new(id, name, name, Probationary: why == "due-probationer", mayVote, why, infirm, group, post);

    public PaperRoll Add(long org, params RollEntry[] entries) { members.AddRange(entries.Select(e => (org, e, (DateOnly?)null))); return this; }
    public PaperRoll AddFrom(DateOnly day, long org, RollEntry entry) { members.Add((org, entry, day)); return this; }
    public PaperRoll Elect(long org, params RollEntry[] entries) { committee.AddRange(entries.Select(e => (org, e))); return this; }

    /// <summary>Members 1 to <paramref name="count"/>, all entitled; the first three are the committee, the first the secretary.</summary>
    public PaperRoll Branch(long org, int count, int committeeSize = 3, long firstId = 1)
    {
        var all = Enumerable.Range(0, count).Select(i => Person(firstId + i, $"党员{i + 1}", post: i == 0 ? "secretary" : null)).ToArray();
        Add(org, all);
        return Elect(org, all[..Math.Min(committeeSize, count)]);
    }

    public Task<IReadOnlyList<RollEntry>> Of(long orgId, DateOnly on, CancellationToken stop = default) =>
        Task.FromResult<IReadOnlyList<RollEntry>>([.. members.Where(m => m.Org == orgId && (m.From is null || m.From <= on)).Select(m => m.Entry)]);

    public Task<IReadOnlyList<RollEntry>> Committee(long orgId, DateOnly on, CancellationToken stop = default) =>
        Task.FromResult<IReadOnlyList<RollEntry>>([.. committee.Where(m => m.Org == orgId).Select(m => m.Entry)]);

    public Task<IReadOnlyDictionary<long, string>> Names(IReadOnlyCollection<long> personIds, CancellationToken stop = default) =>
        Task.FromResult<IReadOnlyDictionary<long, string>>(members.Select(m => m.Entry).Concat(committee.Select(c => c.Entry)).Where(e => personIds.Contains(e.PersonId)).DistinctBy(e => e.PersonId).ToDictionary(e => e.PersonId, e => e.Name));

    /// <summary>Has a house use this roll.</summary>
    public Action<IServiceCollection> Install => services => services.Replace(ServiceDescriptor.Scoped<IMemberRoll>(_ => this));
}
