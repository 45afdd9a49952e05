using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Hangji.Tests.Situations;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL; the method takes the database's name and opens a <see cref="House"/> on it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow("sqlite"), new TheoryDataRow("postgres")]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
