using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;

namespace Hangji.Demo;

/// <summary>The demo county as a part that the program can offer. It stands beside the Shell at the top of the house: it may name every room's slices.</summary>
internal static class DemoModule
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddScoped<BulkSave>().AddSingleton<IDemoData, LoadDemoCounty>();
}
