//! Which table a column belongs to, and which columns a statement says are equal.

use std::collections::BTreeSet;

use sqlparser::ast::{
    BinaryOperator, Expr, Ident, JoinConstraint, JoinOperator, ObjectName, Select, TableFactor,
    TableWithJoins,
};

use super::Schema;

/// One table in a FROM clause.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// What columns are qualified with.
    pub alias: String,
    /// Its name; `None` for a derived table or a CTE.
    pub name: Option<String>,
    /// Whether an outer join may fill it with NULLs.
    pub outer: bool,
}

/// The tables that one SELECT (or UPDATE, DELETE, INSERT) sees.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub tables: Vec<Table>,
    /// Pairs that the conditions say are equal.
    equal: Vec<(Expr, Expr)>,
    /// Scopes further out that an expression in this one refers to, with the table's alias there.
    pub correlated: BTreeSet<(usize, String)>,
    /// Complaints about the joins themselves.
    pub complaints: Vec<String>,
}

impl Scope {
    pub fn of_select(select: &Select, schema: &Schema) -> Self {
        let mut scope = Self::default();
        for from in &select.from {
            scope.add_from(from, schema);
        }
        if let Some(condition) = &select.selection {
            scope.add_condition(condition);
        }
        scope
    }

    pub fn add_from(&mut self, from: &TableWithJoins, schema: &Schema) {
        self.add_table(&from.relation, false, schema);
        for join in &from.joins {
            let (constraint, outer) = match &join.join_operator {
                JoinOperator::Join(c) | JoinOperator::Inner(c) => (Some(c), false),
                JoinOperator::Left(c) | JoinOperator::LeftOuter(c) => (Some(c), true),
                JoinOperator::CrossJoin(_) => (None, false),
                _ => {
                    self.complaints.push("rule 11: only inner, left and cross joins".into());
                    (None, false)
                }
            };
            self.add_table(&join.relation, outer, schema);
            match constraint {
                Some(JoinConstraint::On(condition)) => self.add_condition(condition),
                Some(JoinConstraint::Using(_) | JoinConstraint::Natural) => {
                    self.complaints.push("write the join's condition with ON".into());
                }
                Some(JoinConstraint::None) | None => {}
            }
        }
    }

    fn add_table(&mut self, factor: &TableFactor, outer: bool, schema: &Schema) {
        match factor {
            TableFactor::Table { name, alias, args, .. } => {
                if args.is_some() {
                    self.complaints.push(format!("{name}: table functions differ between the databases"));
                }
                let name = text(name);
                let alias = alias.as_ref().map_or_else(|| name.clone(), |a| lower(&a.name));
                let name = schema.tables.contains_key(&name).then_some(name);
                self.tables.push(Table { alias, name, outer });
            }
            TableFactor::Derived { lateral, alias, .. } => {
                if *lateral {
                    self.complaints.push("rule 14: LATERAL".into());
                }
                let alias = alias.as_ref().map_or_else(String::new, |a| lower(&a.name));
                self.tables.push(Table { alias, name: None, outer });
            }
            TableFactor::NestedJoin { table_with_joins, .. } => self.add_from(table_with_joins, schema),
            other => self.complaints.push(format!("`{other}` is not in the common subset")),
        }
    }

    pub fn add_condition(&mut self, condition: &Expr) {
        match condition {
            Expr::Nested(inner) => self.add_condition(inner),
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
                self.add_condition(left);
                self.add_condition(right);
            }
            Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => {
                self.equal.push((left.as_ref().clone(), right.as_ref().clone()));
            }
            _ => {}
        }
    }
}

/// A column, found: number of its scope, alias of its table, name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    pub scope: usize,
    pub alias: String,
    pub name: String,
}

/// Finds the innermost scope that has the column.
pub(super) fn resolve(stack: &[Scope], schema: &Schema, expr: &Expr) -> Option<Column> {
    let (qualifier, name) = match expr {
        Expr::Nested(inner) => return resolve(stack, schema, inner),
        Expr::Identifier(name) => (None, lower(name)),
        Expr::CompoundIdentifier(parts) => match parts.as_slice() {
            [table, name] => (Some(lower(table)), lower(name)),
            _ => return None,
        },
        _ => return None,
    };
    let holds = |t: &Table| match (&qualifier, &t.name) {
        (Some(q), _) => t.alias == *q,
        (None, Some(table)) => schema.tables.get(table).is_some_and(|s| s.columns.contains_key(&name)),
        (None, None) => false,
    };
    for (scope, s) in stack.iter().enumerate().rev() {
        if let Some(t) = s.tables.iter().find(|t| holds(t)) {
            return Some(Column { scope, alias: t.alias.clone(), name });
        }
        // What a derived table or CTE offers is not known here; the column is taken to be its own.
        if qualifier.is_none() && s.tables.iter().any(|t| t.name.is_none()) {
            return None;
        }
    }
    None
}

/// Sets of columns and values that the conditions of the stack's innermost scope say are equal.
pub(super) struct Equalities(Vec<BTreeSet<String>>);

impl Equalities {
    pub fn of(stack: &[Scope], schema: &Schema) -> Self {
        let mut sets: Vec<BTreeSet<String>> = Vec::new();
        for (a, b) in stack.iter().flat_map(|s| &s.equal) {
            let mut merged: BTreeSet<String> = [node(stack, schema, a), node(stack, schema, b)].into();
            sets.retain(|s| {
                let meets = !s.is_disjoint(&merged);
                if meets {
                    merged.extend(s.iter().cloned());
                }
                !meets
            });
            sets.push(merged);
        }
        Self(sets)
    }

    pub fn same(&self, a: &Column, b: &Column) -> bool {
        let (a, b) = (column_node(a), column_node(b));
        a == b || self.0.iter().any(|s| s.contains(&a) && s.contains(&b))
    }
}

fn node(stack: &[Scope], schema: &Schema, expr: &Expr) -> String {
    resolve(stack, schema, expr).map_or_else(|| expr.to_string(), |c| column_node(&c))
}

fn column_node(c: &Column) -> String {
    format!("{}:{}.{}", c.scope, c.alias, c.name)
}

pub(super) fn lower(ident: &Ident) -> String {
    ident.value.to_ascii_lowercase()
}

pub(super) fn text(name: &ObjectName) -> String {
    name.to_string().to_ascii_lowercase()
}
