using System.Globalization;
using System.Net;
using System.Text;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Witnessing;

/// <summary>请人见证: brings each new checkpoint of the public log to the witnesses that were named, and adds their lines to it.</summary>
internal sealed class AskWitnesses(IServiceScopeFactory scopes, LogFolders folders, LogState state, Sequencer sequencer, HttpMessageHandler? line = null) : IDisposable
{
    private const string Log = LogName.Public;
    private readonly HashSet<long> asked = [];
    private readonly HttpClient http = new(line ?? new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 65_536 };

    /// <summary>Asks those who have not cosigned the newest checkpoint. Returns how many lines came.</summary>
    /// <remarks>A witness that is away is asked again the next time; one that has seen more or something else stops the signing.</remarks>
    public async Task<int> Run(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var witnesses = await db.LogPeers.AsNoTracking().Where(p => p.Kind == LogPeer.AWitness).ToListAsync(stop);
        if (witnesses.Count == 0 || state.Of(Log) is not { Refusal: null, Note: { } text } || SignedNote.Parse(text) is not { } note || Checkpoint.Parse(note.Text) is not { } point) return 0;
        var lines = new List<NoteSignature>();
        foreach (var witness in witnesses)
        {
            var key = VerifierKey.Parse(witness.Verifier)!;
            // The first time after a start even a cosigned one is brought: a witness that has seen more tells of a restore that nobody here remembers.
            if (note.SignedBy(key) && asked.Contains(witness.Id)) continue;
            try
            {
                if (await Ask(witness, key, note, point, stop) is not { } line) continue;
                asked.Add(witness.Id);
                lines.Add(line);
                await db.LogPeers.Where(p => p.Id == witness.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Size, point.Size), stop);
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested) { }
        }
        if (lines.Count > 0) await sequencer.Merge(Log, point.Size, lines, stop);
        return lines.Count;
    }

    private async Task<NoteSignature?> Ask(LogPeer witness, VerifierKey key, SignedNote note, Checkpoint point, CancellationToken stop)
    {
        var old = Math.Min(witness.Size, point.Size);
        for (var tried = 0; tried < 3; tried++)
        {
            var proof = old > 0 && old < point.Size ? Merkle.Consistency(old, point.Size, new TileHashes(folders.Of(Log).Read, point.Size).Full) : [];
            var body = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"old {old}\n"));
            foreach (var hash in proof) body.Append(Convert.ToBase64String(hash)).Append('\n');
            body.Append('\n').Append(note);
            using var answer = await http.PostAsync(witness.Url!.TrimEnd('/') + "/add-checkpoint", new StringContent(body.ToString(), Encoding.UTF8, "text/plain"), stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK:
                    // Only a line that its key verifies is shown to anybody.
                    return SignedNote.Parse(note.Text + "\n" + text) is { } cosigned && cosigned.SignedBy(key) ? cosigned.Signatures.First(s => s.Name == key.Name && s.KeyId == key.Id) : null;
                case HttpStatusCode.Conflict when long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen):
                    if (seen > point.Size) return await Contested(witness, stop);
                    old = seen;
                    continue;
                case HttpStatusCode.UnprocessableEntity:
                    return await Contested(witness, stop);
                default: return null;
            }
        }
        return null;
    }

    private async Task<NoteSignature?> Contested(LogPeer witness, CancellationToken stop)
    {
        await sequencer.Contest(Log, witness.Name, stop);
        return null;
    }

    public void Dispose() => http.Dispose();
}
