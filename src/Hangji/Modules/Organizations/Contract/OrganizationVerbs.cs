namespace Hangji.Modules.Organizations.Contract;

/// <summary>What a seat may do here. Access hands them out with its roles; pages of this room name them as policies.</summary>
public static class OrganizationVerbs
{
    public const string Read = "organizations.read", Change = "organizations.change", Appoint = "organizations.appoint";
}
