using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Organizations;

/// <summary>Acts in tests: one slice run from the seat of a body, and papers that satisfy every act.</summary>
internal static class Acts
{
    public static Task<Refusal?> Act<TSlice>(this House house, OrgNode seat, Func<TSlice, Task<Refusal?>> run) where TSlice : notnull =>
        house.Work(Trees.SeatOf(seat), services => run(services.GetRequiredService<TSlice>()));

    public static Task<T> Read<T>(this House house, OrgNode seat, Func<OrgTree, Task<T>> read) =>
        house.Work(Trees.SeatOf(seat), services => read(services.GetRequiredService<OrgTree>()));

    public static TForm With<TForm>(this TForm form, DateOnly on) where TForm : ActForm
    {
        (form.On, form.DocumentNo, form.Approver) = (on, "青党发〔2026〕12号", "中共青石镇委员会");
        return form;
    }
}
