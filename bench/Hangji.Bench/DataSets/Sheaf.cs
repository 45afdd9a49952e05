using Hangji.Platform.Data;

namespace Hangji.Bench.DataSets;

/// <summary>一捆: new rows of several tables, gathered until there are enough to be written a table at a time.</summary>
internal sealed class Sheaf
{
    private interface ISheet { Task<int> Write(BulkInsert bulk, CancellationToken stop); }

    private sealed class Sheet<T> : ISheet where T : class
    {
        public List<T> Rows { get; } = [];

        public async Task<int> Write(BulkInsert bulk, CancellationToken stop)
        {
            var written = Rows.Count == 0 ? 0 : await bulk.Rows(Rows, stop);
            Rows.Clear();
            return written;
        }
    }

    private readonly Dictionary<Type, ISheet> sheets = [];

    public int Count { get; private set; }

    public T Add<T>(T row) where T : class
    {
        if (!sheets.TryGetValue(typeof(T), out var sheet)) sheets[typeof(T)] = sheet = new Sheet<T>();
        ((Sheet<T>)sheet).Rows.Add(row);
        Count++;
        return row;
    }

    public async Task<int> Write(BulkInsert bulk, CancellationToken stop)
    {
        var written = 0;
        foreach (var sheet in sheets.Values) written += await sheet.Write(bulk, stop);
        Count = 0;
        return written;
    }
}
