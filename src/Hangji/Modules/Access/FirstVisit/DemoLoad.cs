using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Scope;

namespace Hangji.Modules.Access.FirstVisit;

/// <summary>装入示范县: runs once in the background, so that the page may be closed meanwhile; what it says is shown when somebody looks.</summary>
internal sealed class DemoLoad(IServiceScopeFactory scopes, IHostApplicationLifetime life, ILogger<DemoLoad> log)
{
    private readonly Lock gate = new();
    private readonly List<string> said = [];
    private Task? running;

    public bool Begun => running is not null;
    public bool Done => running is { IsCompleted: true };
    public Refusal? Refused { get; private set; }

    public IReadOnlyList<string> Said
    {
        get { lock (gate) return [.. said]; }
    }

    /// <summary>Begins, or does nothing when it was begun before.</summary>
    public void Begin()
    {
        lock (gate) running ??= Task.Run(Load);
    }

    private async Task Load()
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示范数据");
            Refused = await scope.ServiceProvider.GetRequiredService<IDemoData>().Load(line => { lock (gate) said.Add(line); }, life.ApplicationStopping);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Loading the demo county failed");
            Refused = new("示范县没有装完，服务器日志里有原因。请换一个空的数据目录再试。");
        }
    }
}
