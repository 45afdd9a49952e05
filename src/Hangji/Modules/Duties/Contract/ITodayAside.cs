using Microsoft.AspNetCore.Components;

namespace Hangji.Modules.Duties.Contract;

/// <summary>今日右栏: what another room puts beside Today — tasks that follow from meetings, messages from above. Null puts nothing.</summary>
public interface ITodayAside
{
    ValueTask<RenderFragment?> Read(CancellationToken stop);
}
