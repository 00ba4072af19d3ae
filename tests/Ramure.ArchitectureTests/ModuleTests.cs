namespace Ramure.ArchitectureTests;

public sealed class ModuleTests
{
    [Theory]
    [MemberData(nameof(House.ModuleNames), MemberType = typeof(House))]
    public void A_module_shows_only_its_contracts_its_door_and_its_components(string module) =>
        Assert.Empty(ModuleRules.Exposed(House.Load(module)));

    [Theory]
    [MemberData(nameof(House.AssemblyNames), MemberType = typeof(House))]
    public void An_assembly_references_only_those_below_it(string assembly) =>
        Assert.Empty(ModuleRules.ForbiddenReferences(House.Load(assembly), House.References[assembly]));

    [Theory]
    [MemberData(nameof(House.ModuleNames), MemberType = typeof(House))]
    public void A_module_uses_only_the_contracts_of_another(string module) =>
        Assert.Empty(ModuleRules.ForbiddenTypes(House.Load(module), [.. House.Modules.Keys]));

    [Fact]
    public void Every_module_of_the_product_is_under_these_rules() =>
        Assert.Equal(House.Modules.Keys.Order(), Ramure.Hosting.ModuleList.All.Select(m => m.GetType().Assembly.GetName().Name!).Order());

    /// <summary>The kernel is no module: its public types are what the first rule forbids.</summary>
    [Fact]
    public void The_rule_of_visibility_catches_a_public_type() =>
        Assert.Contains("Ramure.Kernel.Operations.OperationRunner", ModuleRules.Exposed(House.Load("Ramure.Kernel")));

    /// <summary>The host may reference everything, which the second rule would forbid a module.</summary>
    [Fact]
    public void The_rule_of_direction_catches_a_reference() =>
        Assert.Contains("Ramure.Journal", ModuleRules.ForbiddenReferences(House.Load("Ramure"), House.References["Ramure.Steering"]));

    /// <summary>The host names the doors of modules, which are outside their contracts.</summary>
    [Fact]
    public void The_rule_of_contracts_catches_a_type() =>
        Assert.Contains("Ramure.Journal.JournalModule", ModuleRules.ForbiddenTypes(House.Load("Ramure"), [.. House.Modules.Keys]));
}
