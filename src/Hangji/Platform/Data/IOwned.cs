namespace Hangji.Platform.Data;

/// <summary>
/// A record that belongs to one organization. <see cref="OrgPath"/> is the tree path of that organization, copied onto the row so that
/// "everything below me" is one range on the row's own index (docs/decisions/0003); <see cref="AppDb"/> fills it and a move rewrites it.
/// </summary>
public interface IOwned
{
    long Id { get; }
    long OrgId { get; }
    string OrgPath { get; set; }
}

/// <summary>Book-keeping of the program itself (sessions, drafts, receipts): saved without a fact of its own.</summary>
public interface IUnrecorded;

/// <summary>A record that is written once: the guard refuses to change or delete it.</summary>
public interface IAppendOnly;

/// <summary>A record that two people may have open at once: the form carries the version it was filled from.</summary>
public interface IVersioned
{
    int Version { get; set; }
}

/// <summary>The tables of a room; every room registers one and <see cref="AppDb"/> maps them all.</summary>
public interface IRoomTables
{
    void Map(ModelBuilderOf tables);
}
