using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ramure.Kernel.Access;
using Ramure.Kernel.CommandLine;
using Ramure.Kernel.Navigation;

namespace Ramure.Kernel.Modules;

/// <summary>
/// The one door of a module. The host is a list of these: pages and mappings are found in the module's assembly, the
/// rest is contributed here.
/// </summary>
public interface IModule
{
    /// <summary>Registers the module's services.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps what is not a page: API, exports, attachments.</summary>
    void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    /// <summary>What may be done with this module, and by whom.</summary>
    IEnumerable<Permission> Permissions => [];

    /// <summary>Entries of the main navigation, ordered by <see cref="NavigationItem.Order"/> over all modules.</summary>
    IEnumerable<NavigationItem> Navigation => [];

    /// <summary>Links at the foot of pages: what few people open, and seldom.</summary>
    IEnumerable<NavigationItem> Footer => [];

    /// <summary>Parts of the home page, ordered by <see cref="HomePanel.Order"/> over all modules.</summary>
    IEnumerable<HomePanel> HomePanels => [];

    /// <summary>Commands of the <c>ramure</c> command line.</summary>
    IEnumerable<Command> Commands(CommandHost host) => [];
}
