using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Tests.Platform.Log;

/// <summary>Another process on the same records: nothing in memory is shared with the first.</summary>
internal sealed class Process : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public IServiceProvider Services => services;

    public Process(Store store, StoppedClock clock, LogSettings? settings = null, LogSteps? steps = null)
    {
        var collection = new ServiceCollection().AddLogging().AddHangji(store);
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        LogDesk.Adjust(collection, steps);
        if (settings is not null) collection.Replace(ServiceDescriptor.Singleton(settings));
        services = collection.BuildServiceProvider();
    }

    public Task<int> Round(string log = LogName.Public) => services.GetRequiredService<Sequencer>().Round(log, default);

    public LogStanding Standing(string log = LogName.Public) => services.GetRequiredService<LogState>().Of(log);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
