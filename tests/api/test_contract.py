"""The printed contract: kept up to date, described, bounded, and an addition to the host's API only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from graphql import GraphQLError
from graphql.language.ast import Node as Ast
from graphql.language.parser import parse
from graphql.language.printer import print_ast
from graphql.type.definition import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    get_named_type,
)
from graphql.type.scalars import GraphQLInt, GraphQLString
from graphql.utils.ast_from_value import ast_from_value

from saleor_order_central.graphql import contract
from saleor_order_central.graphql.connections import MAX_PAGE, window
from saleor_order_central.graphql.install import COSTS, additions
from saleor_order_central.tracking import selectors as tracking_selectors
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import make_order

PAGE_ARGUMENTS = {"first": "Int", "after": "String", "last": "Int", "before": "String"}

# Lists that are not connections, each with what keeps it short. A new one must find its reason here.
SHORT_LISTS = {
    "OrderAccessConfirm.scopes": "four",
    "OrderAccessGrant.scopes": "four",
    "OrderWithdrawal.lines": "lines of one statement, 100 at most",
    "OrderWithdrawalInfo.excludedLines": "lines of one order",
    "OrderWithdrawalInfo.lines": "lines of one order",
    "OrderWithdrawalInfo.statements": "statements about one order",
    "OrderWithdrawalSettings.excludedCategories": "1000 at most",
    "OrderWithdrawalSettings.excludedProductTypes": "1000 at most",
    "OrderWithdrawalSettings.excludedProducts": "1000 at most",
    "OrderCentralSettings.allowedContentTypes": "as many as there are kinds of pictures",
    "OrderCentralSettings.features": "as many as there are features",
    "Query.orderCentralFeatures": "as many as there are features",
    "OrderCentralConfigChange.fields": "keys of one item",
    "OrderCentralConfigImport.changes": "items of the shop's configuration, 500 a list at most",
    "OrderCentralConfigImport.findings": "one for each code and row at most",
    "OrderCentralReadiness.steps": "three",
    "OrderCentralReadinessStep.findings": "one for each code and row at most",
    "OrderCentralStatistics.openThreadCounts": "100 at most",
    "OrderCentralStatistics.returnReasons": "100 at most",
    "OrderCentralStatistics.stepDurations": "pairs of fixed steps",
    "OrderCentralStarterSet.messageTemplates": "fixed templates",
    "OrderCentralStarterSet.statuses": "fixed statuses",
    "OrderCentralStarterSetApply.changes": "items of the shop's configuration, 500 a list at most",
    "OrderCentralStarterSetApply.findings": "one for each code and row at most",
    "Query.orderCentralStarterSets": "fixed sets",
    "OrderCustomerSummary.addresses": "addresses of one account, which Saleor bounds",
    "OrderCustomerSummary.carts": "20 at most",
    "OrderCustomerSummary.groups": "groups of one account",
    "OrderCustomerSummary.totalSpent": "currencies of the shop",
    "OrderCustomer.totalSpent": "currencies of the shop",
    "OrderCustomerCart.lines": "lines of one cart",
    "OrderContactPoint.translations": "languages of the shop",
    "OrderHeldMail.attachments": "files of one message, 10 at most",
    "OrderHistoryEntry.attachments": "files of one message, 10 at most",
    "OrderMessage.attachments": "files of one message, 10 at most",
    "OrderMessage.notifications": "channels, and what staff sent again",
    "OrderThread.heldMails": "waiting for staff, 50 at most",
    "OrderThreadCustomer.totalSpent": "currencies of the shop",
    "Query.orderThreadStatusMeanings": "four states",
    "OrderHistoryEntry.notifications": "channels, and what staff sent again",
    "OrderNotification.missingVariables": "names of fixed variables",
    "OrderNotification.trackingCodes": "shipments of one order",
    "OrderNotificationPreview.missingVariables": "names of fixed variables",
    "Query.orderNotificationPreview": "channels of one change and what follows from it",
    "Query.orderChannelSettings": "channels of the shop",
    "Query.orderMessageTemplateVariables": "names of fixed variables",
    "Query.orderPaymentInstructions": "payment gateways and channels of the shop",
    "OrderMessageTemplate.statuses": "statuses of the shop",
    "OrderMessageTemplate.translations": "languages",
    "OrderMessageTemplate.variables": "names of fixed variables",
    "OrderPaymentInstruction.translations": "languages",
    "OrderStatusDefinition.commentTemplates": "templates of the shop, 500 at most",
    "Query.orderCentralsByTrackingCode": "cut off by parcels_with_code",
    "OrderCentral.actions": "fixed actions",
    "OrderCentral.lines": "lines of one order",
    "OrderCentral.returns": "20 open ones of one order, and those that are over",
    "OrderNonReturnableLine.reasons": "values of an enum",
    "OrderReturnEstimate.fees": "two kinds",
    "OrderReturnInformation.nonReturnableLines": "lines of one order",
    "OrderReturnInformation.reasons": "reasons of the shop, 200 at most",
    "OrderReturnInformation.resolutions": "values of an enum",
    "OrderReturnInformation.returnableLines": "lines of one order",
    "OrderReturnPolicy.categories": "cut off at 500",
    "OrderReturnPolicy.channels": "channels of the shop",
    "OrderReturnPolicy.countries": "countries",
    "OrderReturnPolicy.productTypes": "cut off at 500",
    "OrderReturnPolicy.products": "cut off at 500",
    "OrderReturnPolicy.resolutions": "values of an enum",
    "OrderReturnReason.translations": "languages",
    "OrderReturnRequest.actions": "fixed actions",
    "OrderReturnRequest.creditNotes": "refunds of one return",
    "OrderReturnRequest.refunds": "refunds of one return",
    "OrderReturnRequest.vouchers": "refunds of one return",
    "OrderReturnRequest.fees": "two kinds",
    "OrderReturnRequest.lines": "lines of one order, 100 at most",
    "OrderReturnRequest.nextStates": "values of an enum",
    "OrderReturnRequest.parcels": "cut off at 20",
    "OrderReturnRequestLine.attachments": "cut off at 5",
    "OrderReturnRequestLine.inspections": "one for each unit at most",
    "OrderReturnableLine.policyReasons": "fixed words",
    "OrderReturnableLine.resolutions": "values of an enum",
    "OrderCentral.creditNotes": "refunds of one order",
    "OrderCentral.refunds": "refunds of one order",
    "OrderCentral.vouchers": "refunds of one order",
    "OrderCreditNote.lines": "lines of one order",
    "OrderRefundEstimate.stockChanges": "lines of one order, and warehouses that they came from",
    "OrderRefundEstimate.warnings": "one for each line, and fixed ones",
    "OrderCentral.parcels": "shipments of one order",
    "OrderCentral.invoiceLinks": "invoices of one order",
    "OrderCentral.missingInformation": "names of fixed fields",
    "OrderCentral.warnings": "one for each code at most",
    "OrderCarrierProblemsAcknowledge.problems": "parcels of one call, 100 at most",
    "OrderCarrierWebhookDeliveriesRetry.deliveries": "calls of one request, 100 at most",
    "OrderCentralStatistics.carriers": "carriers and channels of the shop",
    "OrderCarrierEventReport.events": "events of one call, 100 at most",
    "OrderCentralError.orders": "orders named in the call",
    "OrderCentralError.allowedStatuses": "statuses of the shop",
    "OrderParcel.lines": "lines of one shipment",
    "OrderLabelAddress.lines": "lines of an address",
    "OrderParcelLabel.lines": "lines of one shipment",
    "OrderStatusDefinition.channels": "channels of the shop",
    "OrderStatusDefinition.nextStatuses": "statuses of the shop",
    "OrderStatusDefinition.notifyByDefault": "kinds of channels",
    "OrderStatusDefinition.paymentGateways": "cut off at 200",
    "OrderStatusDefinition.requirements": "kinds of requirements",
    "OrderStatusRule.channels": "channels of the shop",
    "OrderStatusRule.paymentGateways": "cut off at 200",
    "OrderStatusRuleReorder.rules": "rules of the shop",
    "OrderStatusDefinition.defaultChannels": "channels of the shop",
    "OrderStatusDefinition.translations": "languages",
    "OrderStatusDefinitionReorder.statusDefinitions": "statuses of the shop",
    "OrderTimeline.steps": "fixed steps and one for each custom status that the order had",
    "OrderTimelineStep.missing": "names of fixed facts",
    "OrderTimelineStep.parcels": "shipments of one order",
    "OrderTrackingCarrier.channels": "channels of the shop",
    "OrderTrackingCarrier.countries": "countries",
    "OrderTrackingCarrier.patterns": "cut off at 10",
    "OrderTrackingCarrier.translations": "languages",
    "OrderTrackingLink.candidates": "carriers of the plugin's table",
    "OrderTrackingLink.reasons": "values of an enum",
}


class Shape(NamedTuple):
    """What clients rely on in one type: its kind, its interfaces or members, and its signatures."""

    kind: str
    related: frozenset[str]
    members: Mapping[str, str]


@pytest.fixture(scope="module")
def schema() -> Any:
    return contract.built_schema()


@pytest.fixture(scope="module")
def own(schema: Any) -> dict[str, Any]:
    """Our types by name."""
    return {one.name: one for one in contract.our_types(schema)}


@pytest.fixture(scope="module")
def added(schema: Any) -> dict[str, dict[str, Any]]:
    """Our fields on types of the host."""
    return contract.our_fields(schema)


@pytest.fixture(scope="module")
def host_shapes() -> dict[str, Shape]:
    """The API as this release of Saleor publishes it, from the file that lies in its package."""
    document = parse(readable(host_file().read_text(encoding="utf-8")))
    shapes = (shape_in_file(one) for one in document.definitions if hasattr(one, "name"))
    return {name: shape for name, shape in shapes if shape.kind != "Directive"}


def host_file() -> Path:
    spec = find_spec("saleor")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations))) / "graphql" / "schema.graphql"


def readable(text: str) -> str:
    """Bring SDL into the older form that graphql-core 2 reads: no descriptions, commas between interfaces."""
    text = re.sub(r'"""(?:[^"\\]|\\.|"(?!""))*"""', "", text, flags=re.DOTALL)
    text = re.sub(r'^ *".*"$', "", text, flags=re.MULTILINE)
    return re.sub(
        r"^(type|interface) .*$", lambda line: line[0].replace(" & ", ", "), text, flags=re.MULTILINE
    )


def shape_in_file(one: Ast) -> tuple[str, Shape]:
    kind = type(one).__name__.removesuffix("Definition").removesuffix("Type")
    related = [*(getattr(one, "interfaces", None) or ()), *(getattr(one, "types", None) or ())]
    members = {
        member.name.value: signature_in_file(member)
        for member in [*(getattr(one, "fields", None) or ()), *(getattr(one, "values", None) or ())]
    }
    return one.name.value, Shape(kind, frozenset(each.name.value for each in related), members)


def signature_in_file(member: Ast) -> str:
    arguments = [
        f"{each.name.value}: {print_ast(each.type)}" + default_text(each.default_value)
        for each in getattr(member, "arguments", None) or ()
    ]
    of = print_ast(member.type) if getattr(member, "type", None) else ""
    return f"({', '.join(arguments)}): {of}" + default_text(getattr(member, "default_value", None))


def shape_in_schema(one: Any) -> Shape:
    related = [*(getattr(one, "interfaces", None) or ()), *(getattr(one, "types", None) or ())]
    fields = {
        name: signature_in_schema(member) for name, member in (getattr(one, "fields", None) or {}).items()
    }
    values = {value.name: "(): " for value in one.values} if isinstance(one, GraphQLEnumType) else {}
    return Shape(kind_of(one), frozenset(each.name for each in related), fields | values)


def kind_of(one: Any) -> str:
    words = {"type": "Object", "input": "InputObject"}
    (word,) = (word for kind, word in contract.KINDS.items() if isinstance(one, kind))
    return words.get(word, word.capitalize())


def signature_in_schema(member: Any) -> str:
    arguments = [
        f"{name}: {each.type}" + default_text(default_of(each))
        for name, each in (getattr(member, "args", None) or {}).items()
    ]
    return f"({', '.join(arguments)}): {member.type}" + default_text(default_of(member))


def default_of(value: Any) -> Ast | None:
    default = getattr(value, "default_value", None)
    return None if default is None else ast_from_value(default, value.type)


def default_text(default: Ast | None) -> str:
    return "" if default is None else f" = {print_ast(default)}"


def described_things(own: dict[str, Any], added: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield everything of ours that a reader of the contract meets, with a name for it."""
    for owner, fields in added.items():
        yield from described_fields(owner, fields)
    for name, one in own.items():
        yield name, one
        if isinstance(one, GraphQLEnumType):
            yield from ((f"{name}.{value.name}", value) for value in one.values)
        else:
            yield from described_fields(name, getattr(one, "fields", None) or {})


def described_fields(owner: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, field in fields.items():
        yield f"{owner}.{name}", field
        for argument, value in (getattr(field, "args", None) or {}).items():
            yield f"{owner}.{name}({argument})", value


def output_fields(own: dict[str, Any], added: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    objects = {name: one.fields for name, one in own.items() if isinstance(one, GraphQLObjectType)}
    for owner, fields in {**added, **objects}.items():
        yield from ((f"{owner}.{name}", field) for name, field in fields.items())


def is_list(type_: Any) -> bool:
    return isinstance(type_.of_type if isinstance(type_, GraphQLNonNull) else type_, GraphQLList)


# The kept file


def test_kept_file_says_what_the_code_says(schema: Any) -> None:
    assert contract.drift(contract.printed_contract(schema)) == ""


def test_kept_file_is_the_one_of_the_checkout() -> None:
    root = Path(__file__).resolve().parents[2]

    assert contract.contract_file() == root / "graphql" / "schema.graphql"


def test_installed_package_carries_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    carried = tmp_path / "saleor_order_central" / "contract" / "schema.graphql"
    carried.parent.mkdir(parents=True)
    carried.write_text("")
    # when
    monkeypatch.setattr(contract, "PACKAGE", tmp_path / "saleor_order_central")
    # then
    assert contract.contract_file() == carried


def test_kept_file_reads_as_sdl() -> None:
    text = contract.contract_file().read_text(encoding="utf-8")

    names = [one.name.value for one in parse(readable(text)).definitions if hasattr(one, "name")]

    assert len(names) == len(set(names)) > 40


def test_drift_shows_the_lines_that_differ(
    schema: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    text = contract.printed_contract(schema)
    old = tmp_path / "schema.graphql"
    old.write_text(text.replace("orderTrackingClassify(", "orderTrackingGuess("), encoding="utf-8")
    monkeypatch.setattr(contract, "contract_file", lambda: old)
    # when
    lines = contract.drift(text).splitlines()
    # then
    assert [line for line in lines[2:] if line.startswith(("-", "+"))] == [
        "-  orderTrackingGuess(",
        "+  orderTrackingClassify(",
    ]


@pytest.mark.parametrize(
    ("options", "kept", "expected"),
    [
        pytest.param([], "old\n", (0, "new\n", "old\n"), id="print"),
        pytest.param(["--check"], "new\n", (0, "", "new\n"), id="check-equal"),
        pytest.param(["--check"], "old\n", (1, "-old\n+new\n", "old\n"), id="check-drifted"),
        pytest.param(["--check"], None, (1, "+new\n", None), id="check-missing"),
        pytest.param(["--write"], "old\n", (0, "", "new\n"), id="write"),
    ],
)
def test_command(
    options: list[str],
    kept: str | None,
    expected: tuple[int, str, str | None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # given
    file = tmp_path / "schema.graphql"
    if kept is not None:
        file.write_text(kept)
    monkeypatch.setattr(contract, "contract_file", lambda: file)
    monkeypatch.setattr(contract, "printed_contract", lambda schema: "new\n")
    # when
    code = contract.main(options)
    # then
    shown = re.sub(r"^(---|\+\+\+|@@).*\n", "", capsys.readouterr().out, flags=re.MULTILINE)
    assert (code, shown, file.read_text() if file.exists() else None) == expected


def test_every_kind_of_type_can_be_printed() -> None:
    # given
    identified = {"id": GraphQLField(GraphQLInt)}
    node = GraphQLInterfaceType("Node", identified, resolve_type=print, description="Has an id.")
    arguments = {
        "size": GraphQLArgument(GraphQLInt, default_value=0, description="How many."),
        "word": GraphQLArgument(GraphQLNonNull(GraphQLList(GraphQLString))),
    }
    field = GraphQLField(GraphQLInt, args=arguments, deprecation_reason='Use "b".', description="One\n\ntwo")
    one = GraphQLObjectType("One", {**identified, "a": field}, interfaces=[node])
    either = GraphQLUnionType("Either", types=[one], resolve_type=print)
    enum = GraphQLEnumType(
        "Many", {"A": GraphQLEnumValue(1, description='Ends in "quotes"', deprecation_reason="Gone.")}
    )
    scalar = GraphQLScalarType("Odd", description='Says """ inside.', serialize=str)
    # when
    printed = [contract.printed_type(each) for each in (node, one, either, enum, scalar)]
    # then
    assert printed == [
        '"""Has an id."""\ninterface Node {\n  id: Int\n}',
        'type One implements Node {\n  id: Int\n\n  """\n  One\n\n  two\n  """\n  a(\n'
        '    """How many."""\n    size: Int = 0\n    word: [String]!\n'
        '  ): Int @deprecated(reason: "Use \\"b\\".")\n}',
        "union Either = One",
        'enum Many {\n  """\n  Ends in "quotes"\n  """\n  A @deprecated(reason: "Gone.")\n}',
        '"""Says \\""" inside."""\nscalar Odd',
    ]


# An addition, and nothing else


def test_no_name_of_ours_is_taken_by_the_host(
    own: dict[str, Any], added: dict[str, dict[str, Any]], host_shapes: dict[str, Shape]
) -> None:
    assert own.keys() & host_shapes.keys() == set()
    assert {owner: fields.keys() & host_shapes[owner].members.keys() for owner, fields in added.items()} == {
        "Order": set(),
        "Query": set(),
        "Mutation": set(),
    }


def test_host_keeps_its_types_as_it_publishes_them(
    schema: Any,
    own: dict[str, Any],
    added: dict[str, dict[str, Any]],
    host_shapes: dict[str, Shape],
) -> None:
    # given
    hidden = contract.BUILT_IN_SCALARS | own.keys()
    built = {
        name: shape_in_schema(one)
        for name, one in schema.get_type_map().items()
        if not name.startswith("__") and name not in hidden
    }
    # when
    for owner, fields in added.items():
        kept = {name: text for name, text in built[owner].members.items() if name not in fields}
        built[owner] = built[owner]._replace(members=kept)
    # then
    assert built.keys() == host_shapes.keys()
    assert {name for name in built if built[name] != host_shapes[name]} == set()


def test_every_addition_is_in_the_contract(schema: Any, added: dict[str, dict[str, Any]]) -> None:
    wanted = additions()

    assert [len(added[owner]) for owner in ("Order", "Query", "Mutation")] == [
        len(wanted.order),
        len(wanted.query),
        len(wanted.mutation),
    ]


def test_host_types_that_we_mention_are_the_agreed_ones(
    own: dict[str, Any], added: dict[str, dict[str, Any]]
) -> None:
    # when
    mentioned = {other.name for one in own.values() for other in contract.mentioned_types(one)}
    mentioned |= {get_named_type(field.type).name for fields in added.values() for field in fields.values()}
    # then
    assert mentioned - own.keys() - contract.BUILT_IN_SCALARS == {
        "DateTime",
        "Decimal",
        "Money",
        "Node",
        "Order",
        "OrderLine",
        "PageInfo",
        "Upload",
        "User",
    }


def test_our_types_carry_our_prefix(own: dict[str, Any]) -> None:
    assert [name for name in own if not name.startswith("Order")] == []


# What a reader may expect of it


def test_everything_is_described(own: dict[str, Any], added: dict[str, dict[str, Any]]) -> None:
    bare = [name for name, thing in described_things(own, added) if not (thing.description or "").strip()]

    assert bare == []


def test_descriptions_are_sentences(own: dict[str, Any], added: dict[str, dict[str, Any]]) -> None:
    odd = [
        name for name, thing in described_things(own, added) if not re.match(r"[A-Z].*\.$", thing.description)
    ]

    assert odd == []


def test_mutations_answer_with_our_errors(added: dict[str, dict[str, Any]]) -> None:
    # when
    answers = {
        name: str(field.type.fields["errors"].type) if "errors" in field.type.fields else None
        for name, field in added["Mutation"].items()
    }
    # then
    assert answers
    assert {name for name, of in answers.items() if of != "[OrderCentralError!]!"} == set()


def test_lists_that_grow_are_pages(own: dict[str, Any], added: dict[str, dict[str, Any]]) -> None:
    # when
    fields = dict(output_fields(own, added))
    lists = {
        name
        for name, field in fields.items()
        if is_list(field.type) and not name.endswith(("Connection.edges", ".errors"))
    }
    # then
    assert lists - SHORT_LISTS.keys() == set()
    assert SHORT_LISTS.keys() - lists == set()


def test_pages_take_the_same_arguments(own: dict[str, Any], added: dict[str, dict[str, Any]]) -> None:
    # when
    paged = {
        name: {argument: str(value.type) for argument, value in field.args.items()}
        for name, field in output_fields(own, added)
        if get_named_type(field.type).name.endswith("Connection")
    }
    # then
    assert sorted(paged) == [
        "OrderCentral.accessGrants",
        "OrderCentral.history",
        "OrderCentral.notifications",
        "OrderCustomerProduct.orders",
        "OrderCustomerSummary.orders",
        "OrderCustomerSummary.productsBought",
        "OrderCustomerSummary.productsViewed",
        "OrderCustomerSummary.threads",
        "OrderCustomerSummary.vouchers",
        "OrderParcel.events",
        "OrderReturnRequest.history",
        "OrderStatusBulkJob.results",
        "OrderThread.messages",
        "OrderThread.story",
        "Query.orderCarrierProblems",
        "Query.orderCarrierWebhookDeliveries",
        "Query.orderCentrals",
        "Query.orderContactPoints",
        "Query.orderCreditNotes",
        "Query.orderCustomers",
        "Query.orderMessageTemplates",
        "Query.orderNotifications",
        "Query.orderPrivacyJobs",
        "Query.orderReturnPolicies",
        "Query.orderReturnReasons",
        "Query.orderReturnRequests",
        "Query.orderSavedViews",
        "Query.orderStatusBulkJobs",
        "Query.orderStatusDefinitions",
        "Query.orderStatusRules",
        "Query.orderThreads",
        "Query.orderTrackingCarriers",
        "Query.orderTrustedTrackingHosts",
        "Query.orderWithdrawals",
    ]
    assert [name for name, found in paged.items() if not found.items() >= PAGE_ARGUMENTS.items()] == []


def test_page_is_of_limited_size() -> None:
    assert (MAX_PAGE, window(first=100).size, window(last=100).size) == (100, 100, 100)
    with pytest.raises(GraphQLError, match="first"):
        window()


@pytest.mark.parametrize("size", [0, -1, 101])
@pytest.mark.parametrize("argument", ["first", "last"])
@pytest.mark.parametrize(
    "field",
    [
        "{ orderCarrierProblems(SIZE) { totalCount } }",
        "{ orderCentrals(SIZE) { totalCount } }",
        "{ orderSavedViews(SIZE) { totalCount } }",
        "{ orderStatusDefinitions(SIZE) { totalCount } }",
        "{ orderTrackingCarriers(SIZE) { totalCount } }",
        "{ orderTrustedTrackingHosts(SIZE) { totalCount } }",
        '{ orderCentral(id: "ORDER") { history(SIZE) { totalCount } } }',
    ],
)
def test_larger_pages_are_refused(
    staff_api: Any, order_id: Any, field: str, argument: str, size: int
) -> None:
    # given
    query = field.replace("ORDER", order_id(make_order())).replace("SIZE", f"{argument}: {size}")
    # when
    answer = staff_api.answer(query)
    # then
    assert [error["message"] for error in answer["errors"]] == [f"`{argument}` must be between 1 and 100."]


def test_orders_of_a_code_are_cut_off(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(tracking_selectors, "MOST_FOUND", 2)
    orders = [make_order() for _ in range(3)]
    for order in orders:
        OrderParcel.objects.create(order_id=order.pk, number=1, code="X1", normalized_code="X1")
    # when
    found = tracking_selectors.parcels_with_code("x1", using="default")
    # then
    assert found == [(orders[2].pk, 1), (orders[1].pk, 1)]


# What a query costs


def test_fields_on_types_of_the_host_have_a_cost(added: dict[str, dict[str, Any]]) -> None:
    fields = {(owner, name) for owner in ("Order", "Query") for name in added[owner]}

    assert {one for one in fields if COSTS.get(one[0], {}).get(one[1], {}).get("complexity", 0) < 1} == set()


def test_costs_name_fields_and_arguments_that_exist(schema: Any) -> None:
    # when
    types = schema.get_type_map()
    missing = [
        f"{owner}.{name}({argument})"
        for owner, fields in COSTS.items()
        for name, cost in fields.items()
        for argument in [None, *cost.get("multipliers", ())]
        if name not in types[owner].fields
        or not (argument is None or argument in types[owner].fields[name].args)
    ]
    # then
    assert missing == []


def test_pages_cost_as_much_as_is_asked_for(own: dict[str, Any], added: dict[str, dict[str, Any]]) -> None:
    for name, field in output_fields(own, added):
        if get_named_type(field.type).name.endswith("Connection"):
            owner, _, field_name = name.partition(".")
            assert COSTS[owner][field_name]["multipliers"] == ["first", "last"], name
