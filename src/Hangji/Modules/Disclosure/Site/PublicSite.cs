using Hangji.Platform.Data;
using Hangji.Platform.Log.Verifying;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>The door of the public site.</summary>
internal static class PublicSite
{
    public static IServiceCollection AddPublicSite(this IServiceCollection services)
    {
        services.AddScoped<PublicReader>().AddScoped<CopyCheck>().AddScoped<BoardOf>().AddScoped<ItemReader>();
        services.AddSingleton<SeenTexts>().AddSingleton<AddressLimit>().AddSingleton<SaidLately>();
        services.AddScoped<SayOnSite>().AddSingleton<Shell.PublicShelf>().AddSingleton<PublicChanges>();
        return services.ConfigureDbContext<AppDb>((provider, options) => options.AddInterceptors(provider.GetRequiredService<PublicChanges>()));
    }
}
