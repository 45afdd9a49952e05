namespace Hangji.Modules.Members.Contract;

/// <summary>
/// 引用人员的房间: a room above whose records name persons. Before an import is undone each is asked which of the persons it has written about since;
/// those stay.
/// </summary>
public interface IUsesPersons
{
    /// <summary>The persons among <paramref name="personIds"/> (at most 2,000) that a record of the room names.</summary>
    Task<IReadOnlyCollection<long>> UsedAmong(IReadOnlyCollection<long> personIds, CancellationToken stop = default);
}
