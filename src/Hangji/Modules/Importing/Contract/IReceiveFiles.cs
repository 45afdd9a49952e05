using Hangji.Platform;

namespace Hangji.Modules.Importing.Contract;

/// <summary>收下文件 from a room's own page: keeps the file, finds its columns and has it checked; the preview is at /import/{batch}.</summary>
internal interface IReceiveFiles
{
    /// <param name="about">What the file is about, where its kind asks for it.</param>
    Task<(long? Batch, Refusal? Refusal)> Take(string kind, long orgId, string fileName, Stream file, string about, CancellationToken stop);
}
