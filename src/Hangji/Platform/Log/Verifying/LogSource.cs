using System.Net;

namespace Hangji.Platform.Log.Verifying;

/// <summary>Where a log is read from: the paths below its prefix.</summary>
internal interface ILogSource
{
    /// <summary>The bytes at a path such as checkpoint or tile/0/000; null where nothing is (404).</summary>
    Task<byte[]?> Read(string path, CancellationToken stop);

    /// <summary>What was answered against the rules of serving (a wrong content type), so far.</summary>
    IReadOnlyCollection<Finding> Complaints => [];
}

/// <summary>A log as files in a folder, such as a copy on a stick.</summary>
internal sealed class FolderSource(string folder) : ILogSource
{
    public Task<byte[]?> Read(string path, CancellationToken stop)
    {
        try { return Task.FromResult<byte[]?>(File.ReadAllBytes(Path.Combine(folder, path))); }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException) { return Task.FromResult<byte[]?>(null); }
    }
}

/// <summary>A log served over HTTP.</summary>
internal sealed class HttpSource(HttpClient http, Uri prefix) : ILogSource
{
    private const int Most = 32 << 20, Tries = 3;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Finding> complaints = new(StringComparer.Ordinal);
    private readonly Uri prefix = new(prefix.ToString().TrimEnd('/') + "/");

    public IReadOnlyCollection<Finding> Complaints => [.. complaints.Values];

    public async Task<byte[]?> Read(string path, CancellationToken stop)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(prefix, path), HttpCompletionOption.ResponseHeadersRead, stop);
                if (answer.StatusCode == HttpStatusCode.NotFound) return null;
                if ((int)answer.StatusCode is 429 or >= 500 && tried < Tries)
                {
                    await Task.Delay(TimeSpan.FromSeconds(tried), stop);
                    continue;
                }
                answer.EnsureSuccessStatusCode();
                var wanted = path.StartsWith("tile/", StringComparison.Ordinal) ? "application/octet-stream" : path == "checkpoint" ? "text/plain" : null;
                if (wanted is not null && answer.Content.Headers.ContentType?.MediaType != wanted)
                    complaints.TryAdd(wanted, new("content-type", path, new("{0} 的内容类型应为 {1}，实为 {2}", Args: [path, wanted, answer.Content.Headers.ContentType?.ToString() ?? "—"])));
                if (answer.Content.Headers.ContentLength > Most) throw new InvalidDataException($"{path} is larger than any part of a log may be.");
                var bytes = await answer.Content.ReadAsByteArrayAsync(stop);
                return bytes.Length <= Most ? bytes : throw new InvalidDataException($"{path} is larger than any part of a log may be.");
            }
            catch (HttpRequestException fault) when (fault.StatusCode is null && tried < Tries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300 * tried), stop);
            }
        }
    }
}

/// <summary>查出的问题: something of a log that disagrees.</summary>
/// <param name="Kind">note, signature, tile, entry, root, consistency, receipt, content-type, row, document.</param>
/// <param name="Where">Path, index or row that it is about.</param>
internal sealed record Finding(string Kind, string Where, Refusal What, long? Index = null);
