using Hangji.Modules.Access.Contract;
using Hangji.Modules.CollectiveEconomy.Contract;
using Hangji.Modules.CollectiveEconomy.Importing;
using Hangji.Modules.CollectiveEconomy.Pages;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Shell;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>The door of the room: the books of collectives, vouchers, months, statements.</summary>
internal static class CollectiveEconomyModule
{
    public static IServiceCollection AddCollectiveEconomy(this IServiceCollection services) => services
        .AddSingleton<IRoomTables, CollectiveEconomyDb>()
        .AddScoped<BookReader>().AddScoped<IBookReading, PlaceBooks>()
        .AddScoped<OpenBook>().AddScoped<RecordVoucher>().AddScoped<ReverseVoucher>().AddScoped<SignVouchers>().AddScoped<CloseMonth>().AddScoped<LinkPayment>().AddScoped<IPaymentTrail, PaymentTrails>()
        .AddScoped<IImportKind, VouchersImport>().AddScoped<IImportKind, BalancesImport>()
        .AddScoped<IOrganizationPanel, BooksPanel>()
        .AddMenu(new MenuEntry("集体账目", "coins", "/books", Verbs.ReadBooks, Order: 50));

    public static void MapCollectiveEconomy(this IEndpointRouteBuilder app) => BookDownloads.Map(app);
}
