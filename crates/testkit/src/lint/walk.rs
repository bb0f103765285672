//! The visitor behind [`super::lint_text`].

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use sqlparser::ast::{
    Assignment, AssignmentTarget, BinaryOperator, CastKind, ConflictTarget, Delete, Distinct, Expr,
    FromTable, Function, FunctionArguments, GroupByExpr, Insert, LimitClause, ObjectName, OnConflictAction,
    OnInsert, OrderByKind, Query, Select, SelectItem, SetExpr, Statement, TableObject, Update, Visitor,
};

use super::Schema;
use super::scope::{Column, Equalities, Scope, lower, resolve, text};

/// Functions that mean the same on both databases and depend on their arguments alone.
const FUNCTIONS: [&str; 19] = [
    "abs",
    "coalesce",
    "count",
    "dense_rank",
    "first_value",
    "lag",
    "last_value",
    "lead",
    "length",
    "max",
    "min",
    "nullif",
    "rank",
    "replace",
    "row_number",
    "string_agg",
    "substr",
    "sum",
    "trim",
];

pub(super) struct Walk<'s> {
    schema: &'s Schema,
    stack: Vec<Scope>,
    /// Enclosing casts: SUM is BIGINT on one database and NUMERIC on the other.
    casts: usize,
    statements: usize,
    recursive: bool,
    ctes: BTreeSet<String>,
    relations: BTreeSet<String>,
    found: Vec<String>,
}

impl<'s> Walk<'s> {
    pub fn new(schema: &'s Schema) -> Self {
        Self {
            schema,
            stack: Vec::new(),
            casts: 0,
            statements: 0,
            recursive: false,
            ctes: BTreeSet::new(),
            relations: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    /// The complaints, and the tables that the statement names.
    pub fn finish(mut self) -> (Vec<String>, BTreeSet<String>) {
        let relations: BTreeSet<String> = self.relations.difference(&self.ctes).cloned().collect();
        for table in &relations {
            if !self.schema.tables.contains_key(table) {
                self.found.push(format!("no migration makes a table {table}"));
            } else if self.recursive && self.schema.key(table).is_some() {
                self.found.push(format!("rule 13: a recursive query beside {table}, which is distributed"));
            }
        }
        self.found.sort();
        self.found.dedup();
        (self.found, relations)
    }

    fn say(&mut self, complaint: impl Into<String>) {
        self.found.push(complaint.into());
    }

    /// The tables of a scope that are distributed, as their key columns.
    fn keys(&self, scope: usize) -> Vec<Column> {
        let tables = &self.stack[scope].tables;
        let key = |name: &Option<String>| name.as_ref().and_then(|n| self.schema.key(n));
        tables
            .iter()
            .filter_map(|t| {
                key(&t.name).map(|k| Column { scope, alias: t.alias.clone(), name: k.to_owned() })
            })
            .collect()
    }

    /// Rules 11 and 12, when all of a scope has been seen.
    fn close_scope(&mut self) {
        let Some(top) = self.stack.len().checked_sub(1) else { return };
        let equal = Equalities::of(&self.stack, self.schema);
        let own = self.keys(top);
        let mut found = Vec::new();
        for pair in own.windows(2) {
            if !equal.same(&pair[0], &pair[1]) {
                found.push(format!(
                    "rule 11: {} and {} are joined, but not on {} = {}",
                    pair[0].alias, pair[1].alias, pair[0].name, pair[1].name
                ));
            }
        }
        for (scope, alias) in &self.stack[top].correlated {
            let outer = self.keys(*scope).into_iter().find(|k| k.alias == *alias);
            let fits = |k: &Column| outer.as_ref().is_some_and(|o| equal.same(k, o));
            if let Some(k) = own.iter().find(|k| !fits(k)) {
                found.push(format!("rule 12: {} is correlated with {alias}, but not on its key", k.alias));
            }
        }
        self.found.extend(found);
        if let Some(scope) = self.stack.pop() {
            self.found.extend(scope.complaints);
        }
    }

    fn check_assignments(&mut self, table: &str, assignments: &[Assignment]) {
        let Some(key) = self.schema.key(table) else { return };
        for a in assignments {
            let columns = match &a.target {
                AssignmentTarget::ColumnName(c) => vec![text(c)],
                AssignmentTarget::Tuple(all) => all.iter().map(text).collect(),
            };
            if columns.iter().any(|c| c == key) {
                self.found.push(format!("rule 6: assigns {key}, the key of {table}"));
            }
        }
    }

    fn check_insert(&mut self, insert: &Insert) {
        let TableObject::TableName(name) = &insert.table else { return self.say("INSERT needs a table") };
        let table = text(name);
        if insert.columns.is_empty() {
            self.say("INSERT names its columns");
        }
        if insert.or.is_some() || insert.ignore || insert.replace_into || insert.overwrite {
            self.say("rule 16: upserts are ON CONFLICT");
        }
        match &insert.on {
            None => {}
            Some(OnInsert::OnConflict(on)) => {
                let key = self.schema.key(&table).map(str::to_owned);
                match &on.conflict_target {
                    Some(ConflictTarget::Columns(columns)) => {
                        let named: Vec<String> = columns.iter().map(lower).collect();
                        if key.as_ref().is_some_and(|k| !named.contains(k)) {
                            self.say(format!("rule 16: ON CONFLICT of {table} without its key"));
                        }
                    }
                    _ => self.say("rule 16: ON CONFLICT names its columns"),
                }
                if let OnConflictAction::DoUpdate(update) = &on.action {
                    self.check_assignments(&table, &update.assignments);
                }
            }
            Some(_) => self.say("rule 16: upserts are ON CONFLICT"),
        }
        // The rows come from elsewhere: nothing in the source refers to the target.
        self.stack.push(Scope::default());
    }

    fn check_update(&mut self, update: &Update) {
        if update.from.is_some() {
            self.say("rule 11: UPDATE … FROM");
        }
        if update.or.is_some() || !update.order_by.is_empty() || update.limit.is_some() {
            self.say("UPDATE takes WHERE only");
        }
        let mut scope = Scope::default();
        scope.add_from(&update.table, self.schema);
        if let Some(condition) = &update.selection {
            scope.add_condition(condition);
        }
        if let Some(table) = scope.tables.first().and_then(|t| t.name.clone()) {
            self.check_assignments(&table, &update.assignments);
        }
        self.stack.push(scope);
    }

    fn check_delete(&mut self, delete: &Delete) {
        if delete.using.is_some() || !delete.order_by.is_empty() || delete.limit.is_some() {
            self.say("rule 11: DELETE takes WHERE only");
        }
        let mut scope = Scope::default();
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
        from.iter().for_each(|t| scope.add_from(t, self.schema));
        if let Some(condition) = &delete.selection {
            scope.add_condition(condition);
        }
        self.stack.push(scope);
    }

    fn check_function(&mut self, f: &Function) {
        let name = text(&f.name);
        if !FUNCTIONS.contains(&name.as_str()) {
            self.say(format!("{name}() is not in the list of common functions (rules 14 and 17)"));
        }
        if name == "sum" && self.casts == 0 {
            self.say("CAST(SUM(…) AS BIGINT): the bare type differs");
        }
        let args = if let FunctionArguments::List(list) = &f.args { list.args.len() } else { 0 };
        if matches!(name.as_str(), "min" | "max") && args > 1 {
            self.say(format!("{name}() of several values exists on one database only: CASE"));
        }
    }

    /// SQLite puts NULL first, PostgreSQL last.
    fn check_order(&mut self, query: &Query) {
        let (Some(order), SetExpr::Select(select)) = (&query.order_by, query.body.as_ref()) else { return };
        let OrderByKind::Expressions(list) = &order.kind else { return self.say("ORDER BY ALL") };
        let stack = [Scope::of_select(select, self.schema)];
        for by in list.iter().filter(|by| by.options.nulls_first.is_none()) {
            let renamed = |item: &SelectItem| matches!((item, &by.expr), (SelectItem::ExprWithAlias { alias, .. }, Expr::Identifier(i)) if alias == i);
            if select.projection.iter().any(renamed) {
                continue;
            }
            let Some(column) = resolve(&stack, self.schema, &by.expr) else { continue };
            let table = stack[0].tables.iter().find(|t| t.alias == column.alias);
            let shape = table.and_then(|t| t.name.as_ref()).and_then(|n| self.schema.tables.get(n));
            let not_null = shape.and_then(|s| s.columns.get(&column.name)).is_some_and(|c| c.1);
            if !not_null || table.is_some_and(|t| t.outer) {
                self.found.push(format!("ORDER BY {}: say NULLS FIRST or NULLS LAST", by.expr));
            }
        }
    }
}

impl Visitor for Walk<'_> {
    type Break = ();

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        self.statements += 1;
        if self.statements > 1 {
            self.say("rule 14: a data-changing statement inside another");
        }
        match statement {
            Statement::Query(_) => self.stack.push(Scope::default()),
            Statement::Insert(insert) => self.check_insert(insert),
            Statement::Update(update) => self.check_update(update),
            Statement::Delete(delete) => self.check_delete(delete),
            _ => {
                self.say("rule 14: only SELECT, INSERT, UPDATE and DELETE");
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    fn post_visit_statement(&mut self, _: &Statement) -> ControlFlow<()> {
        self.close_scope();
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if let Some(with) = &query.with {
            self.recursive |= with.recursive;
            self.ctes.extend(with.cte_tables.iter().map(|c| lower(&c.alias.name)));
        }
        if !query.locks.is_empty() {
            self.say("rule 15: row locks");
        }
        match &query.limit_clause {
            None | Some(LimitClause::LimitOffset { offset: None, .. }) => {}
            Some(_) => self.say("rule 18: page by key, not by OFFSET"),
        }
        if query.fetch.is_some() {
            self.say("FETCH: use LIMIT");
        }
        self.check_order(query);
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        if matches!(select.distinct, Some(Distinct::On(_))) {
            self.say("rule 14: DISTINCT ON");
        }
        let modifiers = match &select.group_by {
            GroupByExpr::All(_) => true,
            GroupByExpr::Expressions(_, modifiers) => !modifiers.is_empty(),
        };
        if modifiers {
            self.say("rule 14: GROUP BY with modifiers");
        }
        self.stack.push(Scope::of_select(select, self.schema));
        ControlFlow::Continue(())
    }

    fn post_visit_select(&mut self, _: &Select) -> ControlFlow<()> {
        self.close_scope();
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        self.relations.insert(text(name));
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Cast { kind, .. } => {
                self.casts += 1;
                if *kind != CastKind::Cast {
                    self.say("rule 14: write CAST(… AS …)");
                }
            }
            Expr::Like { .. } | Expr::ILike { .. } | Expr::SimilarTo { .. } | Expr::RLike { .. } => {
                self.say("LIKE differs between the databases: search by range");
            }
            Expr::GroupingSets(_) | Expr::Cube(_) | Expr::Rollup(_) => {
                self.say("rule 14: ROLLUP and the like")
            }
            Expr::Array(_) | Expr::AnyOp { .. } | Expr::AllOp { .. } => self.say("rule 14: arrays"),
            Expr::BinaryOp { op, .. } if !common_operator(op) => {
                self.say(format!("operator {op} is not in the common subset"));
            }
            Expr::Function(f) => self.check_function(f),
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) => {
                if let (Some(column), Some(top)) =
                    (resolve(&self.stack, self.schema, expr), self.stack.len().checked_sub(1))
                    && column.scope < top
                {
                    self.stack[top].correlated.insert((column.scope, column.alias));
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if matches!(expr, Expr::Cast { .. }) {
            self.casts -= 1;
        }
        ControlFlow::Continue(())
    }
}

fn common_operator(op: &BinaryOperator) -> bool {
    use BinaryOperator as B;
    matches!(
        op,
        B::Plus
            | B::Minus
            | B::Multiply
            | B::Divide
            | B::Modulo
            | B::StringConcat
            | B::Gt
            | B::Lt
            | B::GtEq
            | B::LtEq
            | B::Eq
            | B::NotEq
            | B::And
            | B::Or
            | B::BitwiseAnd
            | B::BitwiseOr
    )
}
